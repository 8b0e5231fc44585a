# CAF 0.17 ships no CMake package: this makes caf::core where CAF is, for us and, installed, for whoever finds mitos.
if(NOT TARGET caf::core)
  find_package(Threads REQUIRED)
  find_path(CAF_INCLUDE_DIR caf/all.hpp)
  find_library(CAF_CORE_LIBRARY caf_core)
  mark_as_advanced(CAF_INCLUDE_DIR CAF_CORE_LIBRARY)
  set(caf_is_missing "CAF 0.17 is missing (Debian: libcaf-dev); CAF_INCLUDE_DIR and CAF_CORE_LIBRARY say where it is elsewhere")
  if(CAF_INCLUDE_DIR AND CAF_CORE_LIBRARY)
    add_library(caf::core UNKNOWN IMPORTED GLOBAL)
    set_target_properties(caf::core PROPERTIES IMPORTED_LOCATION ${CAF_CORE_LIBRARY}
      INTERFACE_INCLUDE_DIRECTORIES ${CAF_INCLUDE_DIR} INTERFACE_LINK_LIBRARIES Threads::Threads)
  endif()
endif()
