#include "proto/json.hpp"

#include "proto/json_builder.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace mitos::proto::json {

namespace {

constexpr std::size_t small_object = 16;

/// The place of the first `key` in the index, or where it belongs.
auto lower_bound(const std::vector<object::member>& members, const std::vector<std::uint32_t>& sorted,
                 std::string_view key) {
  return std::lower_bound(sorted.begin(), sorted.end(), key,
                          [&](std::uint32_t at, std::string_view k) { return members[at].first < k; });
}

/// Of the members with one key, neighbours in the index, the first gets the value of the last and stays.
bool merge_repeated(std::vector<object::member>& members, const std::vector<std::uint32_t>& sorted) {
  std::vector<bool> repeated(members.size());
  for (std::size_t i = 0, first = 0; i < sorted.size(); ++i) {
    if (members[sorted[i]].first != members[sorted[first]].first)
      first = i;
    if (i == first)
      continue;
    members[sorted[first]].second = std::move(members[sorted[i]].second);
    repeated[sorted[i]] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (!repeated[i] && kept++ != i)
      members[kept - 1] = std::move(members[i]);
  const bool merged = kept != members.size();
  members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
  return merged;
}

/// How JSON.stringify writes a byte inside a string: 0 as it is, 'u' as \u00xx, else as \ and this.
constexpr auto escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c)
    table[c] = 'u';
  table['\b'] = 'b';
  table['\t'] = 't';
  table['\n'] = 'n';
  table['\f'] = 'f';
  table['\r'] = 'r';
  table['"'] = '"';
  table['\\'] = '\\';
  return table;
}();

void write_escape(std::string& out, unsigned char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '\\';
  out += escapes[c];
  if (escapes[c] == 'u') {
    out += "00";
    out += hex[c >> 4U];
    out += hex[c & 15U];
  }
}

/// Writes what a value holds.
struct writer {
  std::string& out;

  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool b) const { out += b ? "true" : "false"; }
  void operator()(const number& n) const { out += n.text; }
  void operator()(const std::string& s) const { write_string(out, s); }

  void operator()(const array& elements) const {
    out += '[';
    for (const auto& element : elements) {
      write(out, element);
      out += ',';
    }
    end(elements.empty(), ']');
  }

  void operator()(const object& members) const {
    out += '{';
    for (const auto& [key, v] : members) {
      write_string(out, key);
      out += ':';
      write(out, v);
      out += ',';
    }
    end(members.empty(), '}');
  }

  /// The closing bracket takes the place of the last comma.
  void end(bool empty, char bracket) const {
    if (empty)
      out += bracket;
    else
      out.back() = bracket;
  }
};

} // namespace

object::object(std::vector<member> members) {
  if (members.size() <= small_object) {
    members_.reserve(members.size());
    for (auto& [key, v] : members)
      set(std::move(key), std::move(v));
    return;
  }
  members_ = std::move(members);
  sort_index();
  if (merge_repeated(members_, sorted_))
    sort_index();
}

object::object(std::initializer_list<member> members) : object(std::vector<member>(members)) {}

const value* object::find(std::string_view key) const {
  const auto at = position(key);
  return at < members_.size() ? &members_[at].second : nullptr;
}

value* object::find(std::string_view key) {
  const auto at = position(key);
  return at < members_.size() ? &members_[at].second : nullptr;
}

void object::set(std::string key, value v) {
  if (auto* known = find(key)) {
    *known = std::move(v);
    return;
  }
  if (!sorted_.empty())
    sorted_.insert(lower_bound(members_, sorted_, key), static_cast<std::uint32_t>(members_.size()));
  members_.emplace_back(std::move(key), std::move(v));
  if (sorted_.empty() && members_.size() > small_object)
    sort_index();
}

bool object::operator==(const object& other) const { return members_ == other.members_; }

std::size_t object::position(std::string_view key) const {
  if (sorted_.empty()) {
    const auto found =
        std::find_if(members_.begin(), members_.end(), [&](const member& m) { return m.first == key; });
    return static_cast<std::size_t>(found - members_.begin());
  }
  const auto found = lower_bound(members_, sorted_, key);
  return found != sorted_.end() && members_[*found].first == key ? *found : members_.size();
}

// A sorted index and no hash table: a peer that chooses the keys cannot make them collide.
void object::sort_index() {
  sorted_.resize(members_.size());
  std::iota(sorted_.begin(), sorted_.end(), 0U);
  std::sort(sorted_.begin(), sorted_.end(), [this](std::uint32_t a, std::uint32_t b) {
    const auto order = members_[a].first.compare(members_[b].first);
    return order != 0 ? order < 0 : a < b;
  });
}

std::variant<value, error> parse(std::string_view text, const limits& limits) {
  builder whole;
  if (auto refused = scan(text, limits, whole))
    return std::move(*refused);
  return whole.take();
}

void write(std::string& out, const value& v) { std::visit(writer{out}, v.data); }

std::string to_text(const value& v) {
  std::string out;
  write(out, v);
  return out;
}

void write_string(std::string& out, std::string_view utf8) {
  out += '"';
  const char* clean = utf8.data();
  const char* const end = clean + utf8.size();
  for (const char* at = clean; at != end; ++at) {
    const auto c = static_cast<unsigned char>(*at);
    if (escapes[c] == 0)
      continue;
    out.append(clean, at);
    write_escape(out, c);
    clean = at + 1;
  }
  out.append(clean, end);
  out += '"';
}

} // namespace mitos::proto::json
