/// What every schema has: the built-in scalars and directives and the introspection types, as SDL.
#pragma once

#include <string_view>

namespace mitos::proto::graphql {

extern const std::string_view built_in_scalars_sdl;
extern const std::string_view built_in_directives_sdl;
extern const std::string_view introspection_sdl;

/// The fields that every query type has beside its own, as fields of a type of their own.
extern const std::string_view meta_fields_sdl;

} // namespace mitos::proto::graphql
