# Installs the headers below include/mitos.
file(REMOVE_RECURSE ${staged})
include(${CMAKE_CURRENT_LIST_DIR}/stage_headers.cmake)
file(INSTALL ${staged}/mitos DESTINATION ${CMAKE_INSTALL_PREFIX}/${destination})
