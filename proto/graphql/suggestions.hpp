/// "Did you mean": names near to one that is not known, as graphql-js finds and words them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mitos::proto::graphql {

/// The options near to `input`, nearest first.
std::vector<std::string> suggestion_list(std::string_view input,
                                         const std::vector<std::string_view>& options);

/// ` Did you mean "a" or "b"?`, empty where there is nothing to suggest; `what` stands before the names.
std::string did_you_mean(const std::vector<std::string>& suggestions, std::string_view what = {});

/// Numbers in names compare as numbers: a2 before a10.
bool natural_less(std::string_view a, std::string_view b);

/// The names of things that have one.
template <class T>
std::vector<std::string_view> names_of(const std::vector<T>& things) {
  std::vector<std::string_view> names;
  names.reserve(things.size());
  for (const T& thing : things)
    names.push_back(thing.name);
  return names;
}

} // namespace mitos::proto::graphql
