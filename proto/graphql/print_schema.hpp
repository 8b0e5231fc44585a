/// A schema as SDL in its canonical form, as graphql-js's printSchema gives it.
#pragma once

#include "proto/graphql/schema.hpp"

#include <string>

namespace mitos::proto::graphql {

/// What is built in is left out. Building a schema of the text and printing that gives the same text.
std::string print_schema(const schema& s);

} // namespace mitos::proto::graphql
