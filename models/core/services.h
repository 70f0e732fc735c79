// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <typeindex>
#include <vector>

namespace orrery::models {

/// What features share beyond one page and one account (a storage history, a diff tool): one object a type, made at
/// start-up by the feature it belongs to and found by whoever knows its header. Taken down in reverse order.
class Services
{
public:
    Services() = default;
    Services(const Services &) = delete;
    Services &operator=(const Services &) = delete;
    ~Services()
    {
        while (!m_services.empty())
            m_services.pop_back();
    }

    /// Owned from now on. A second object of a type is not found.
    template<class T>
    T *add(std::unique_ptr<T> service)
    {
        T *added = service.get();
        m_services.push_back({typeid(T), std::shared_ptr<void>(std::move(service))});
        return added;
    }
    /// Owned elsewhere, by what outlives this.
    template<class T>
    void lend(T *service)
    {
        m_services.push_back({typeid(T), std::shared_ptr<void>(service, [](void *) {})});
    }
    /// Null where no feature brings one.
    template<class T>
    [[nodiscard]] T *find() const
    {
        for (const Service &service : m_services) {
            if (service.type == typeid(T))
                return static_cast<T *>(service.object.get());
        }
        return nullptr;
    }

private:
    struct Service
    {
        std::type_index type;
        std::shared_ptr<void> object;
    };
    std::vector<Service> m_services;
};

} // namespace orrery::models
