// SPDX-License-Identifier: GPL-3.0-or-later
// A link comes from anybody's page or mail. Whatever it says: it leads to a place of a known route whose own link leads back
// there, and the place holds nothing but what it shows.
#include "tests/fuzz/require.h"
#include "tests/models/model_features.h"

#include <QUrl>

using namespace orrery;
using namespace orrery::models;
using orrery::fuzz::require;

namespace {

const Routes &routes()
{
    static const FeatureRegistry registry = test::modelFeatures();
    return registry.routes;
}

void follow(const QUrl &url)
{
    const std::optional<Location> place = routes().fromUrl(url);
    if (!place)
        return;
    require(routes().find(place->route), "a link leads to a known route");
    require(place->account.isEmpty(), "a link chooses no account");
    for (const QString &value : place->parameters) {
        require(!value.isEmpty(), "no parameter is empty");
        for (const QChar c : value)
            require(c.category() != QChar::Other_Control, "no parameter holds a control character");
    }
    const QUrl again = routes().toUrl(*place);
    require(routes().fromUrl(again) == place, "the link of a place leads back to it");
    require(!routes().path(*place).isEmpty(), "a place has a way to it");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray text = fuzz::bytes(data, size);
    follow(QUrl(QString::fromUtf8(text), QUrl::StrictMode)); // as the system hands it over
    follow(QUrl(QString::fromUtf8(text), QUrl::TolerantMode)); // as it is typed
    follow(QUrl(QLatin1String("orrery://") + QString::fromUtf8(text)));
    return 0;
}
