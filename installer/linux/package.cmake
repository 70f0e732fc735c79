# SPDX-License-Identifier: GPL-3.0-or-later
# Desktop entry (its name is the one main() gives to QGuiApplication::setDesktopFileName), icon, AppStream description; a Debian package and a plain archive.
install(TARGETS orrery-simulator RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")

configure_file(linux/orrery.desktop.in orrery.desktop @ONLY)
configure_file(linux/orrery.metainfo.xml.in "${ORRERY_APP_ID}.metainfo.xml" @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/orrery.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${ORRERY_APP_ID}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
install(FILES "${PROJECT_SOURCE_DIR}/resources/orrery.svg"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps" RENAME orrery.svg)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/orrery" RENAME copyright)
install(FILES "${PROJECT_SOURCE_DIR}/resources/third_party_notices.txt" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/orrery")
install(FILES "${PROJECT_SOURCE_DIR}/CHANGELOG.md" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/orrery")

set(CPACK_GENERATOR TGZ)
find_program(ORRERY_DPKG_SHLIBDEPS dpkg-shlibdeps)
if(ORRERY_DPKG_SHLIBDEPS)
  list(APPEND CPACK_GENERATOR DEB)
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What is loaded at run time and so unseen by dpkg-shlibdeps: the SVG and SQLite plugins, and libsecret, which
# qtkeychain opens by name without depending on it.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "qt6-svg-plugins | libqt6svg6 (<< 6.7), libqt6sql6-sqlite, libsecret-1-0")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnome-keyring | kwalletmanager, qt6-wayland, ca-certificates, xdg-utils")
