# SPDX-License-Identifier: GPL-3.0-or-later
# An installer made by NSIS (Modern UI 2). Untested: see README.md here.
enable_language(RC)
configure_file("${CMAKE_CURRENT_LIST_DIR}/orrery.rc.in" orrery.rc @ONLY)
target_sources(orrery PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/orrery.rc")
set_target_properties(orrery PROPERTIES WIN32_EXECUTABLE ON)
install(TARGETS orrery-simulator RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")

install(SCRIPT "${ORRERY_DEPLOY_SCRIPT}")

set(CPACK_GENERATOR NSIS)
set(CPACK_NSIS_DISPLAY_NAME Orrery)
set(CPACK_NSIS_PACKAGE_NAME Orrery)
set(CPACK_NSIS_MUI_ICON "${CMAKE_CURRENT_LIST_DIR}/../icons/orrery.ico")
set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\\\orrery.exe")
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MANIFEST_DPI_AWARE ON)
# The orrery: links, for every user of the machine.
set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS [[
  WriteRegStr HKLM "Software\\Classes\\orrery" "" "URL:Orrery"
  WriteRegStr HKLM "Software\\Classes\\orrery" "URL Protocol" ""
  WriteRegStr HKLM "Software\\Classes\\orrery\\shell\\open\\command" "" '"$INSTDIR\\bin\\orrery.exe" "%1"'
]])
set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS [[
  DeleteRegKey HKLM "Software\\Classes\\orrery"
]])
