// SPDX-License-Identifier: GPL-3.0-or-later
// make_icons ORRERY.SVG FOLDER   renders the program's icon into orrery.ico (Windows) and orrery.icns (macOS).
// Both are containers of PNG images; run it when resources/orrery.svg changes, and commit the two files.
#include <QBuffer>
#include <QDataStream>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace {

QByteArray png(QSvgRenderer &svg, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    svg.render(&painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG", 0); // smallest
    return bytes;
}

QByteArray ico(QSvgRenderer &svg)
{
    const QList<int> sizes{16, 24, 32, 48, 64, 128, 256};
    QByteArray head;
    QByteArray body;
    QDataStream out(&head, QIODevice::WriteOnly);
    out.setByteOrder(QDataStream::LittleEndian);
    out << quint16(0) << quint16(1) << quint16(sizes.size());
    const qsizetype bodyStart = 6 + 16 * sizes.size();
    for (const int size : sizes) {
        const QByteArray image = png(svg, size);
        // 256 is written as 0: the field is one byte.
        out << quint8(size % 256) << quint8(size % 256) << quint8(0) << quint8(0) << quint16(1) << quint16(32)
            << quint32(image.size()) << quint32(bodyStart + body.size());
        body += image;
    }
    return head + body;
}

QByteArray icns(QSvgRenderer &svg)
{
    const QList<std::pair<QByteArray, int>> kinds{{"icp4", 16},  {"icp5", 32},  {"icp6", 64},   {"ic07", 128},
                                                  {"ic08", 256}, {"ic09", 512}, {"ic10", 1024}, {"ic11", 32},
                                                  {"ic12", 64},  {"ic13", 256}, {"ic14", 512}};
    const auto length = [](qsizetype n) {
        QByteArray bytes;
        QDataStream(&bytes, QIODevice::WriteOnly) << quint32(n); // big endian
        return bytes;
    };
    QByteArray body;
    for (const auto &[kind, size] : kinds) {
        const QByteArray image = png(svg, size);
        body += kind + length(image.size() + 8) + image;
    }
    return "icns" + length(body.size() + 8) + body;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication app(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    QSvgRenderer svg(arguments.at(1));
    const QString folder = arguments.at(2);
    const bool done =
        svg.isValid() && write(folder + u"/orrery.ico"_s, ico(svg)) && write(folder + u"/orrery.icns"_s, icns(svg));
    return done ? 0 : 1;
}
