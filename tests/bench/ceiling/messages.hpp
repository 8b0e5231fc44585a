/// The messages of the load by fixed templates: no JSON is read, no GraphQL understood.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace mitos::bench::ceiling {

enum class wish { initialise, ping, query, publish, listen, count_down, complete, nothing };

/// What a client says; the views are of its text.
struct heard {
  wish what = wish::nothing;
  std::string_view id;
  std::string_view topic;
  std::string_view payload;
  long from = 0;
};

heard read(std::string_view text);

/// Appends a frame whose text is the pieces one behind the other.
void append_text(std::string& out, std::initializer_list<std::string_view> pieces);
/// Appends a `next` whose data are the pieces.
void append_next(std::string& out, std::string_view id, std::string_view before, std::string_view value,
                 std::string_view behind);
void append_complete(std::string& out, std::string_view id);

} // namespace mitos::bench::ceiling
