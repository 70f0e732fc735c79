// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/color_math.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::views {

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

double toLinear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double toEncoded(double channel)
{
    const double c = std::clamp(channel, 0.0, 1.0);
    return c <= 0.0031308 ? c * 12.92 : 1.055 * std::pow(c, 1.0 / 2.4) - 0.055;
}

Triple linearRgb(const QColor &color)
{
    return {toLinear(color.redF()), toLinear(color.greenF()), toLinear(color.blueF())};
}

Triple multiplied(const Matrix &matrix, const Triple &v)
{
    Triple out{};
    for (size_t row = 0; row < 3; ++row)
        out[row] = matrix[row][0] * v[0] + matrix[row][1] * v[1] + matrix[row][2] * v[2];
    return out;
}

double luminance(const QColor &color)
{
    const Triple v = linearRgb(color);
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
}

Triple lab(const QColor &color)
{
    constexpr Matrix toXyz{
        {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    const Triple xyz = multiplied(toXyz, linearRgb(color));
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116.0; };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor simulated(const QColor &color, ColorDeficiency deficiency)
{
    constexpr Matrix protanopia{
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    constexpr Matrix deuteranopia{
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    constexpr Matrix tritanopia{
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
    Triple v = linearRgb(color);
    switch (deficiency) {
    case ColorDeficiency::None:
        return color;
    case ColorDeficiency::Protanopia:
        v = multiplied(protanopia, v);
        break;
    case ColorDeficiency::Deuteranopia:
        v = multiplied(deuteranopia, v);
        break;
    case ColorDeficiency::Tritanopia:
        v = multiplied(tritanopia, v);
        break;
    }
    return QColor::fromRgbF(static_cast<float>(toEncoded(v[0])), static_cast<float>(toEncoded(v[1])),
                            static_cast<float>(toEncoded(v[2])));
}

double colorDistance(const QColor &a, const QColor &b)
{
    const Triple first = lab(a);
    const Triple second = lab(b);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

QColor blended(const QColor &under, const QColor &over, double alpha)
{
    const auto mix = [alpha](float below, float above) {
        return static_cast<float>(static_cast<double>(below) * (1.0 - alpha) + static_cast<double>(above) * alpha);
    };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

} // namespace orrery::views
