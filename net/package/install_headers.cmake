# Installs the headers below include/mitos. In the tree they include "proto/codec.hpp"; a host may have a folder proto/ of its
# own, so installed they include "mitos/proto/codec.hpp".
cmake_policy(VERSION 3.25)
file(GLOB front_doors RELATIVE ${root} ${root}/actors/*.hpp ${root}/tests/test_kit/*.hpp)
list(APPEND front_doors
  net/server.hpp net/tls.hpp
  proto/codec.hpp proto/json.hpp proto/subprotocol.hpp proto/graphql/engine.hpp proto/graphql/print_schema.hpp)

set(waiting ${front_doors})
set(taken)
while(waiting)
  list(POP_FRONT waiting header)
  if(header IN_LIST taken)
    continue()
  endif()
  list(APPEND taken ${header})
  file(STRINGS ${root}/${header} lines REGEX "^#include \"")
  list(TRANSFORM lines REPLACE "^#include \"([^\"]+)\".*$" "\\1")
  list(APPEND waiting ${lines})
endwhile()

file(REMOVE_RECURSE ${staged})
foreach(header ${taken})
  file(READ ${root}/${header} text)
  string(REGEX REPLACE "(^|\n)#include \"(tests/)?" "\\1#include \"mitos/" text "${text}")
  string(REGEX REPLACE "^tests/" "" installed ${header})
  file(WRITE ${staged}/mitos/${installed} "${text}")
endforeach()
file(INSTALL ${staged}/mitos DESTINATION ${CMAKE_INSTALL_PREFIX}/${destination})
