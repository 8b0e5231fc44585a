/// JSON (RFC 8259) as a value: bounded while it is read, numbers kept as their text.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mitos::proto::json {

struct value;

/// A number as it was written: 2^64 does not become a double on its way through.
struct number {
  std::string text;
  bool operator==(const number&) const = default;
};

using array = std::vector<value>;

/// Members in the order of their first appearance; of equal keys the last one wins. Equal are objects with
/// the same members in the same order.
class object {
public:
  using member = std::pair<std::string, value>;

  object() = default;
  /// From members as they came, of which some may have the same key.
  explicit object(std::vector<member> members);
  object(std::initializer_list<member> members) : object(std::vector<member>(members)) {}

  /// The member's value, or nullptr.
  const value* find(std::string_view key) const;
  value* find(std::string_view key);
  /// The member's value. Throws std::out_of_range that names the key where there is none.
  const value& at(std::string_view key) const;
  /// Adds the member or replaces its value.
  void set(std::string key, value v);

  std::size_t size() const;
  bool empty() const;
  std::vector<member>::const_iterator begin() const;
  std::vector<member>::const_iterator end() const;

  bool operator==(const object&) const;

private:
  std::size_t position(std::string_view key) const;
  void sort_index();

  std::vector<member> members_;
  std::vector<std::uint32_t> sorted_; ///< positions by key once there are many members, else empty
};

struct value {
  std::variant<std::nullptr_t, bool, number, std::string, array, object> data;

  value() : data(nullptr) {} // not defaulted: clang asks for it before the class is complete
  value(std::nullptr_t) : data(nullptr) {}
  value(bool b) : data(b) {}
  value(number n) : data(std::move(n)) {}
  value(std::string s) : data(std::move(s)) {}
  value(std::string_view s) : data(std::string(s)) {}
  value(const char* s) : data(std::string(s)) {}
  value(array a) : data(std::move(a)) {}
  value(object o) : data(std::move(o)) {}
  template <std::integral T>
  static value of(T n) {
    return number{std::to_string(n)};
  }
  /// The shortest text that reads back as `n`; null for what JSON cannot say (infinities, NaN).
  static value of(double n);

  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }

  // What it holds, for who knows what it is, as a resolver knows of its coerced arguments. They throw
  // std::invalid_argument that says what it is instead.
  bool boolean() const;
  const std::string& text() const;
  std::int64_t integer() const; ///< a number without a fraction that fits
  double real() const;          ///< a number; infinite where it is too great
  const array& items() const;
  const object& members() const;

  /// An object's member; nullptr where there is none, or it is no object.
  const value* find(std::string_view key) const;

  bool operator==(const value&) const = default;
};

// Only here, where a member is complete, can they be inline.
inline std::size_t object::size() const { return members_.size(); }
inline bool object::empty() const { return members_.empty(); }
inline std::vector<object::member>::const_iterator object::begin() const { return members_.begin(); }
inline std::vector<object::member>::const_iterator object::end() const { return members_.end(); }

/// What a text may cost before it is refused (bad-input.md, JSON).
struct limits {
  std::size_t depth = 64;
  std::size_t nodes = 100'000;
  std::size_t key_bytes = 1024;
  std::size_t number_bytes = 64;
};

/// Why a text is no JSON that we take, in words for a close reason.
struct error {
  std::string what;
};

/// Parses one JSON text: UTF-8, no byte order mark, no lone surrogate, within `limits`. Never throws
/// but for want of memory.
std::variant<value, error> parse(std::string_view text, const limits& limits = {});

/// Appends `v`, compact.
void write(std::string& out, const value& v);
std::string to_text(const value& v);

/// Appends `utf8` as a JSON string: quoted, escaped as JSON.stringify escapes.
void write_string(std::string& out, std::string_view utf8);

} // namespace mitos::proto::json
