# SPDX-License-Identifier: GPL-3.0-or-later
# An application bundle in a disk image. Untested: see README.md here.
if(NOT CMAKE_OSX_DEPLOYMENT_TARGET)
  set(CMAKE_OSX_DEPLOYMENT_TARGET 11.0)
endif()
set_target_properties(orrery PROPERTIES
  MACOSX_BUNDLE ON
  MACOSX_BUNDLE_INFO_PLIST "${CMAKE_CURRENT_LIST_DIR}/Info.plist.in"
  MACOSX_BUNDLE_GUI_IDENTIFIER "${ORRERY_APP_ID}"
  MACOSX_BUNDLE_ICON_FILE orrery.icns
  MACOSX_BUNDLE_SHORT_VERSION_STRING "${PROJECT_VERSION}"
  MACOSX_BUNDLE_BUNDLE_VERSION "${PROJECT_VERSION}")
target_sources(orrery PRIVATE "${CMAKE_CURRENT_LIST_DIR}/../icons/orrery.icns")
set_source_files_properties("${CMAKE_CURRENT_LIST_DIR}/../icons/orrery.icns"
  TARGET_DIRECTORY orrery PROPERTIES MACOSX_PACKAGE_LOCATION Resources)
# Beside the program, where `orrery --demo` looks for it.
install(TARGETS orrery-simulator RUNTIME DESTINATION orrery.app/Contents/MacOS)

install(SCRIPT "${ORRERY_DEPLOY_SCRIPT}")

set(CPACK_GENERATOR DragNDrop)
set(CPACK_DMG_VOLUME_NAME "Orrery ${PROJECT_VERSION}")
set(CPACK_PACKAGE_FILE_NAME "Orrery-${PROJECT_VERSION}")
