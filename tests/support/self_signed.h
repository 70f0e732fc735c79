// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace orrery::test {

/// A certificate for 127.0.0.1 that nobody vouches for, and its key. Made for the tests with
/// `openssl req -x509 -newkey ec …`; it protects nothing.
inline constexpr char selfSignedCertificate[] = "-----BEGIN CERTIFICATE-----\n"
                                                "MIIBmzCCAUGgAwIBAgIUHoz3aPzcdsXNu/8IuePr/Jgzhm8wCgYIKoZIzj0EAwIw\n"
                                                "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA2MTc0OFoYDzIxMjYxMDI4\n"
                                                "MDYxNzQ4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
                                                "PQMBBwNCAAS2XLcexJuMlWUii7zqfWthHWo0eHwMatKro/l67H4L5CnYEzqzK2Ab\n"
                                                "+9KXUe0Qj+iqcMv9KrtBy3tkDpvQXliUo28wbTAdBgNVHQ4EFgQUOSDn0L3kfYgq\n"
                                                "/aMKWZoN1m9MaBswHwYDVR0jBBgwFoAUOSDn0L3kfYgq/aMKWZoN1m9MaBswDwYD\n"
                                                "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI\n"
                                                "zj0EAwIDSAAwRQIhAKI/aKddWBtXqsg2Tx2X3yyvyC15AKLjUqkatq+sBh2uAiAN\n"
                                                "VROjuTrRrz3pHJjbisopF0UYYv9YzKLKdZ0U62z0Zw==\n"
                                                "-----END CERTIFICATE-----\n";
inline constexpr char selfSignedKey[] = "-----BEGIN PRIVATE KEY-----\n"
                                        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgi5peeTeORaNwRnag\n"
                                        "bRISi5v/g4wfx6Seh0bbWqODrFqhRANCAAS2XLcexJuMlWUii7zqfWthHWo0eHwM\n"
                                        "atKro/l67H4L5CnYEzqzK2Ab+9KXUe0Qj+iqcMv9KrtBy3tkDpvQXliU\n"
                                        "-----END PRIVATE KEY-----\n";

} // namespace orrery::test
