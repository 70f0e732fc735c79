// SPDX-License-Identifier: GPL-3.0-or-later
// The file of the settings may be edited, cut off or another program's. Whatever it holds: every setting of a feature has a
// value of its type, and one that is written is read again.
#include "models/core/settings.h"
#include "tests/fuzz/require.h"
#include "tests/models/model_features.h"

#include <QFile>
#include <QTemporaryDir>

using namespace orrery;
using namespace orrery::models;
using orrery::fuzz::require;

namespace {

const FeatureRegistry &registry()
{
    static const FeatureRegistry features = test::modelFeatures();
    return features;
}

template<class T>
void readAs(const QSettings &settings, const QString &key, const T &defaultValue, const T &another)
{
    const QByteArray name = key.toLatin1();
    const Setting<T> setting{QLatin1String(name), defaultValue};
    const T value = setting.value(&settings);
    QSettings::Format format = QSettings::IniFormat;
    QSettings fresh(settings.fileName() + QLatin1String(".new"), format);
    for (const T &written : {value, another}) {
        setting.setValue(&fresh, written);
        fresh.sync();
        require(setting.value(&fresh) == written, "a setting that is written is read again");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("orrery.conf"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(fuzz::bytes(data, size)) != qint64(size))
        return 0;
    file.close();
    const QSettings settings(path, QSettings::IniFormat);
    for (const SettingRow &row : registry().settings) {
        switch (row.defaultValue.typeId()) {
        case QMetaType::Bool:
            readAs<bool>(settings, row.key, row.defaultValue.toBool(), true);
            break;
        case QMetaType::Int:
            readAs<int>(settings, row.key, row.defaultValue.toInt(), 7);
            break;
        case QMetaType::QString:
            readAs<QString>(settings, row.key, row.defaultValue.toString(), QStringLiteral("a,b=\"c\";%41"));
            break;
        default:
            break;
        }
    }
    // The place of the last run.
    (void)registry().routes.fromUrl(settings.value(QLatin1String("window/place")).toUrl());
    return 0;
}
