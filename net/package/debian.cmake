# The Debian packages that `cpack` makes of the preset "package": mitos, libmitos0.1 and libmitos-dev.
set(library_package libmitos${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME mitos)
set(CPACK_PACKAGE_CONTACT "The authors of Mitos <mitos@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program libraries development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# The libraries need each other.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS
  ${PROJECT_BINARY_DIR}/proto ${PROJECT_BINARY_DIR}/actors ${PROJECT_BINARY_DIR}/net ${PROJECT_BINARY_DIR}/tests)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME mitos)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION net)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "A node as a service, its manual and completion for shells.")
foreach(script postinst prerm postrm conffiles)
  list(APPEND CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_SOURCE_DIR}/debian/${script})
endforeach()

set(CPACK_DEBIAN_LIBRARIES_PACKAGE_NAME ${library_package})
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_COMPONENT_LIBRARIES_DESCRIPTION "The shared libraries of host applications and their tests.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libmitos-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${library_package} (= ${PROJECT_VERSION}), libcaf-dev, libssl-dev, libspdlog-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Headers, static libraries, a CMake package and files of pkg-config for host applications.")

foreach(component program libraries development)
  string(TOUPPER ${component} upper)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME}
    RENAME copyright COMPONENT ${component})
endforeach()
include(CPack)
