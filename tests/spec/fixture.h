// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/spec/operations.h"

#include <array>

// A small API of our own and the document that describes it.

namespace orrery::api {

enum class SpecWeather : quint8 { Sunny, Rainy };
template<>
struct EnumNames<SpecWeather>
{
    static constexpr std::pair<SpecWeather, std::string_view> values[] = {{SpecWeather::Sunny, "sunny"},
                                                                          {SpecWeather::Rainy, "rainy"}};
};

} // namespace orrery::api

namespace orrery::spec {

struct Moon : api::Resource
{
    std::optional<double> radius;
    static constexpr auto fields()
    {
        return api::FieldTable{api::field("radius", &Moon::radius, api::Meaning::Count, "Radius")};
    }
};

struct Planet : api::Resource
{
    QString name;
    std::optional<double> tilt;
    QDateTime seenAt;
    api::OpenEnum<api::SpecWeather> weather;
    QStringList aliases;
    QList<Moon> moons;
    api::Keyed<std::optional<qint64>> counts;
    api::JsonText notes;

    static constexpr auto fields()
    {
        using P = Planet;
        using api::field;
        using api::Meaning;
        return api::FieldTable{
            field("name", &P::name, Meaning::Text, "Name"),
            field("tilt", &P::tilt, Meaning::Count, "Tilt"),
            field("seen_at", &P::seenAt, Meaning::Time, "Seen"),
            field("weather", &P::weather, Meaning::State, "Weather"),
            field("aliases", &P::aliases, Meaning::Text, "Aliases"),
            field("moons", &P::moons, Meaning::Object, "Moons"),
            field("counts", &P::counts, Meaning::Object, "Counts"),
            field("notes", &P::notes, Meaning::Code, "Notes"),
        };
    }
};

struct PlanetCreate : api::Resource
{
    QString name;
    std::optional<double> mass;
    static constexpr api::Required required[] = {{"name"}};
    static constexpr auto fields()
    {
        return api::FieldTable{api::field("name", &PlanetCreate::name, api::Meaning::Text, "Name"),
                               api::field("mass", &PlanetCreate::mass, api::Meaning::Count, "Mass")};
    }
};

inline constexpr api::OAuthScopes readPlanets{.organization = "read_planets"};
inline constexpr std::array planetEndpoints{
    api::Endpoint{.id = "list_planets",
                  .method = api::Method::Get,
                  .path = "/suns/{sun}/planets",
                  .summary = "See the planets",
                  .paging = api::Paging::Pages,
                  .scopes = readPlanets,
                  .accesses = "read_planet"},
    api::Endpoint{.id = "create_planet",
                  .method = api::Method::Post,
                  .path = "/suns/{sun}/planets",
                  .summary = "Add a planet",
                  .accesses = "create_planet"},
    api::Endpoint{.id = "get_planet",
                  .method = api::Method::Get,
                  .path = "/suns/{sun}/planets/{planet}",
                  .summary = "See a planet"},
    api::Endpoint{.id = "explode_planet",
                  .method = api::Method::Delete,
                  .path = "/suns/{sun}/planets/{planet}",
                  .summary = "Explode a planet",
                  .provenance = api::Provenance::Observed},
};

inline QList<Operation> planetOperations()
{
    const auto operation = [](std::size_t row, Around around) {
        Operation made;
        made.request.endpoint = &planetEndpoints.at(row);
        made.around = around;
        made.answer = shapeOf<Planet>();
        return made;
    };
    Operation list = operation(0, Around::Page);
    list.request.query = {{QStringLiteral("q"), QStringLiteral("x")},
                          {QStringLiteral("where"), QStringLiteral("near")},
                          {QStringLiteral("page"), QStringLiteral("1")}};
    Operation create = operation(1, Around::Bare);
    create.body = shapeOf<PlanetCreate>();
    create.required = PlanetCreate::required;
    create.request.body = R"({"name":"Terra","mass":1})";
    return {list, create, operation(2, Around::Bare)};
}

inline const QByteArray planetDocument = R"json({
  "openapi": "3.0.0",
  "paths": {
    "/suns/{sun}/planets": {
      "get": {
        "operationId": "list_planets",
        "description": "### Authorization\n**Service Token Accesses**\n `read_planet`\n\n**OAuth Scopes**\n\n | Resource | Scopes |\n| :--- | :--- |\n| Organization | `read_planets` |\n",
        "parameters": [
          {"name": "sun", "in": "path", "required": true, "schema": {"type": "string"}},
          {"name": "q", "in": "query", "schema": {"type": "string"}},
          {"name": "where", "in": "query", "schema": {"type": "string", "enum": ["near", "far"]}},
          {"name": "page", "in": "query", "schema": {"type": "integer"}}
        ],
        "responses": {"200": {"content": {"application/json": {"schema": {
          "type": "object",
          "properties": {
            "next_page": {"type": "integer"},
            "data": {"type": "array", "items": {"$ref": "#/components/schemas/Planet"}}
          }
        }}}}}
      },
      "post": {
        "operationId": "create_planet",
        "description": "**Service Token Accesses**\n `create_planet`\n",
        "requestBody": {"$ref": "#/components/requestBodies/planet"},
        "responses": {
          "201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Planet"}}}},
          "404": {"description": "Not Found"}
        }
      }
    },
    "/suns/{sun}/planets/{planet}": {
      "get": {
        "operationId": "get_planet",
        "responses": {"200": {"content": {"application/json": {"schema": {
          "allOf": [{"$ref": "#/components/schemas/Planet"}, {"properties": {"notes": {"type": "object"}}}]
        }}}}}
      }
    }
  },
  "components": {
    "requestBodies": {"planet": {"content": {"application/json": {"schema": {
      "type": "object",
      "properties": {"name": {"type": "string"}, "mass": {"type": "number"}},
      "required": ["name"]
    }}}}},
    "schemas": {
      "Planet": {
        "type": "object",
        "properties": {
          "type": {"type": "string"},
          "name": {"type": "string"},
          "tilt": {"type": "number"},
          "seen_at": {"type": "string"},
          "weather": {"type": "string", "enum": ["sunny", "rainy"]},
          "aliases": {"type": "array", "items": {"type": "string"}},
          "moons": {"type": "array", "items": {"$ref": "#/components/schemas/Moon"}},
          "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
          "notes": {"type": "object"}
        }
      },
      "Moon": {"type": "object", "properties": {"radius": {"type": "number"}}}
    }
  }
})json";

inline const QByteArray planetDocumentOfVersionTwo = R"json({
  "swagger": "2.0",
  "paths": {
    "/v1/suns/{sun}/planets": {
      "parameters": [{"name": "sun", "in": "path", "type": "string", "required": true}],
      "post": {
        "operationId": "create_planet",
        "parameters": [
          {"name": "where", "in": "query", "type": "string", "enum": ["near", "far"], "required": true},
          {"name": "body", "in": "body", "schema": {
            "type": "object", "properties": {"name": {"type": "string"}, "mass": {"type": "number"}}
          }}
        ],
        "responses": {"201": {"schema": {"$ref": "#/definitions/Planet"}}}
      }
    }
  },
  "definitions": {
    "Planet": {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
  }
})json";

} // namespace orrery::spec
