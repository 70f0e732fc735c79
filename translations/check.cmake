# SPDX-License-Identifier: GPL-3.0-or-later
# Fails when a text of the sources is missing from the .ts file, is no longer used, or is not translated.
get_filename_component(name "${TS}" NAME)
file(REMOVE_RECURSE "${SCRATCH}")
file(COPY "${TS}" DESTINATION "${SCRATCH}")
execute_process(
  COMMAND "${LUPDATE}" "@${SOURCES}" -I "${ROOT}" -ts "${SCRATCH}/${name}" ${OPTIONS}
  OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
if(result)
  message(FATAL_ERROR "lupdate failed:\n${output}")
endif()
# Where a text gets another context than at run time it is never found, and its plural stays "4 table(s)".
string(REGEX MATCHALL "[^\n]*(lacks Q_OBJECT macro|unknown namespace/class)[^\n]*" strays "${output}")
if(strays)
  string(REPLACE ";" "\n" strays "${strays}")
  message(FATAL_ERROR "${name}: tr() is not that of the class it seems to be:\n${strays}")
endif()
file(READ "${TS}" committed)
file(READ "${SCRATCH}/${name}" current)
string(REGEX MATCHALL "type=\"(unfinished|vanished|obsolete)\"" open "${current}")
list(LENGTH open count)
if(count)
  message(FATAL_ERROR "${name}: ${count} texts without translation: run the target update_translations and fill them in")
elseif(NOT committed STREQUAL current)
  message(FATAL_ERROR "${name} is not up to date with the sources: run the target update_translations")
endif()
