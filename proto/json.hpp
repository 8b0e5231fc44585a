/// JSON (RFC 8259) as a value: bounded while it is read, numbers kept as their text.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace mitos::proto::json {

struct value;

/// A number as it was written: 2^64 does not become a double on its way through.
struct number {
  std::string text;                               ///< by the grammar of RFC 8259, section 6: nobody checks
  bool operator==(const number&) const = default; ///< by text: 1 is not 1.0
};

/// Elements in their order.
using array = std::vector<value>;

/// Members in the order of their first appearance; of equal keys the last one wins. Equal are objects with
/// the same members in the same order.
class object {
public:
  using member = std::pair<std::string, value>; ///< key and value

  object() = default;
  /// From members as they came, of which some may have the same key.
  explicit object(std::vector<member> members);
  /// The same for members that are written down; their values are copied.
  object(std::initializer_list<member> members);

  /// The member's value, or nullptr.
  const value* find(std::string_view key) const;
  /// The same to write to; until the next `set`.
  value* find(std::string_view key);
  /// The member's value. Throws std::out_of_range that names the key where there is none.
  const value& at(std::string_view key) const;
  /// Adds the member or replaces its value.
  void set(std::string key, value v);

  std::size_t size() const; ///< members with different keys
  bool empty() const;       ///< {}
  /// In the order of the members; until the next `set`.
  std::vector<member>::const_iterator begin() const;
  std::vector<member>::const_iterator end() const; ///< behind the last member

  bool operator==(const object&) const; ///< the order counts

private:
  std::size_t position(std::string_view key) const;
  void sort_index();

  std::vector<member> members_;
  std::vector<std::uint32_t> sorted_; ///< positions by key once there are many members, else empty
};

/// Any JSON value. Strings are to be UTF-8: nobody checks what a host puts in.
struct value {
  std::variant<std::nullptr_t, bool, number, std::string, array, object> data; ///< what it holds

  // Not defaulted: clang asks for it before the class is complete.
  value() : data(nullptr) {}               ///< null
  value(std::nullptr_t) : data(nullptr) {} ///< null
  /// True or false. What is no bool must not become one on its way.
  template <std::same_as<bool> T>
  value(T b) : data(b) {}
  /// A number, as `of` makes it.
  template <class T>
  value(T n) requires(std::is_arithmetic_v<T> && !std::same_as<T, bool> && !std::same_as<T, char>)
      : value(of(n)) {}
  value(number n) : data(std::move(n)) {}      ///< as it is written; `of` makes one of an arithmetic type
  value(std::string s) : data(std::move(s)) {} ///< a string
  value(std::string_view s) : data(std::string(s)) {} ///< a string, copied
  value(const char* s) : data(std::string(s)) {}      ///< a string, copied, up to its NUL; not nullptr
  value(array a) : data(std::move(a)) {}              ///< an array
  value(object o) : data(std::move(o)) {}             ///< an object
  /// The number in decimal digits.
  template <std::integral T>
  static value of(T n) {
    return number{std::to_string(n)};
  }
  /// The shortest text that reads back as `n`; null for what JSON cannot say (infinities, NaN).
  static value of(double n);

  /// What it holds if that is a T, one of the types of `data`; else nullptr.
  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
  /// Whether it is the value null, not whether there is one.
  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }

  // What it holds, for who knows what it is, as a resolver knows of its coerced arguments. They throw
  // std::invalid_argument that says what it is instead.
  bool boolean() const;            ///< true or false
  const std::string& text() const; ///< a string, without escapes
  std::int64_t integer() const;    ///< a number without a fraction that fits: 1e2 and 2.0 have none
  double real() const;             ///< a number; infinite where it is too great
  const array& items() const;      ///< an array; as long as the value stays as it is
  const object& members() const;   ///< an object; as long as the value stays as it is

  /// An object's member; nullptr where there is none, or it is no object.
  const value* find(std::string_view key) const;

  bool operator==(const value&) const = default; ///< numbers by their text, objects in their order
};

// Only here, where a member is complete, can they be inline.
inline std::size_t object::size() const { return members_.size(); }
inline bool object::empty() const { return members_.empty(); }
inline std::vector<object::member>::const_iterator object::begin() const { return members_.begin(); }
inline std::vector<object::member>::const_iterator object::end() const { return members_.end(); }

/// What a text may cost before it is refused (bad-input.md, JSON).
struct limits {
  std::size_t depth = 64;        ///< arrays and objects in one another
  std::size_t nodes = 100'000;   ///< values of any kind, arrays and objects included
  std::size_t key_bytes = 1024;  ///< of one key, its escapes resolved
  std::size_t number_bytes = 64; ///< of one number as it is written
};

/// Why a text is no JSON that we take, in words for a close reason.
struct error {
  std::string what; ///< not cut to the 123 bytes of a close reason
};

/// Parses one JSON text: UTF-8, no byte order mark, no lone surrogate, within `limits`. Never throws
/// but for want of memory.
std::variant<value, error> parse(std::string_view text, const limits& limits = {});

/// Appends `v`, compact.
void write(std::string& out, const value& v);
/// `v`, compact.
std::string to_text(const value& v);

/// Appends `utf8` as a JSON string: quoted, escaped as JSON.stringify escapes.
void write_string(std::string& out, std::string_view utf8);

} // namespace mitos::proto::json
