// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

namespace orrery::spec {

/// One operation of an OpenAPI document. Schemas may still be references: see Specification::resolved().
struct SpecOperation
{
    QString id;
    QString method; ///< "GET"
    QString path; ///< "/organizations/{organization}"
    QMap<QString, QJsonObject> query; ///< name → schema
    QStringList requiredQuery;
    std::optional<QJsonObject> body;
    std::optional<QJsonObject> answer; ///< of the first success that has one
    /// What its description says one needs: accesses, and scopes by resource level ("Organization").
    QStringList accesses;
    QMap<QString, QStringList> scopes;
    bool statesNeeds = false; ///< whether the description says anything about it
};

/// An OpenAPI document, version 3 or 2 ("Swagger", which the service itself publishes).
class Specification
{
public:
    /// Empty, with a sentence in `fault`, when the bytes are none.
    static std::optional<Specification> fromJson(const QByteArray &json, QString *fault);

    [[nodiscard]] const QList<SpecOperation> &operations() const { return m_operations; }
    [[nodiscard]] const SpecOperation *operation(const QString &id) const;
    /// The schema with references followed and the parts of `allOf` put together.
    [[nodiscard]] QJsonObject resolved(const QJsonObject &schema) const;

private:
    [[nodiscard]] QJsonObject followed(QJsonObject object) const;
    void add(const QString &path, const QString &method, const QJsonObject &from, const QJsonArray &shared);

    QJsonObject m_document;
    QList<SpecOperation> m_operations;
};

} // namespace orrery::spec
