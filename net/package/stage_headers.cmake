# Writes the headers of hosts below staged/mitos. In the tree (root) they include "proto/codec.hpp"; a host may have a folder
# proto/ of its own, so there they include "mitos/proto/codec.hpp".
cmake_policy(VERSION 3.25)
file(GLOB front_doors RELATIVE ${root} ${root}/actors/*.hpp ${root}/tests/test_kit/*.hpp)
list(APPEND front_doors
  net/cluster.hpp net/server.hpp net/tls.hpp
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

foreach(header ${taken})
  file(READ ${root}/${header} text)
  string(REGEX REPLACE "(^|\n)#include \"(tests/)?" "\\1#include \"mitos/" text "${text}")
  string(REGEX REPLACE "^tests/" "" place ${header})
  set(place ${staged}/mitos/${place})
  set(old)
  if(EXISTS ${place})
    file(READ ${place} old)
  endif()
  if(NOT "${old}" STREQUAL "${text}") # else whoever includes it would be built anew
    file(WRITE ${place} "${text}")
  endif()
endforeach()
