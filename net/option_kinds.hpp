/// The kinds of values that the table of options is made of.
#pragma once

#include "net/option_table.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mitos::net::option_kinds {

/// How values of a type are read and written.
template <class T>
struct kind {
  std::string_view form;
  std::function<T(std::string_view)> read;
  std::function<std::string(const T&)> write;
  std::vector<std::string> words{}; ///< where it is only one of these
  bool is_found_out = false;        ///< its default is only known on the machine
};

inline kind<std::chrono::nanoseconds> above_zero(const kind<std::chrono::nanoseconds>& any) {
  auto read = [inner = any.read](std::string_view text) {
    const auto value = inner(text);
    if (value == value.zero())
      throw configuration_error('"' + std::string(text) + "\" is too short: write a time above 0");
    return value;
  };
  return {any.form, read, any.write};
}

inline kind<std::size_t> at_least(const kind<std::size_t>& any, std::size_t least, const std::string& words) {
  auto read = [inner = any.read, least, words](std::string_view text) {
    const auto value = inner(text);
    if (value < least)
      throw configuration_error('"' + std::string(text) + "\" is too small: write " + words + " or more");
    return value;
  };
  return {any.form, read, any.write};
}

inline kind<std::size_t> at_most(const kind<std::size_t>& any, std::size_t most) {
  auto read = [inner = any.read, most](std::string_view text) {
    const auto value = inner(text);
    if (value > most)
      throw configuration_error('"' + std::string(text) + "\" is too large: write " + std::to_string(most) +
                                " or less");
    return value;
  };
  return {any.form, read, any.write};
}

/// A rule that can be off.
template <class T>
kind<std::optional<T>> or_off(kind<T> inner, std::string_view form) {
  auto read = [inner](std::string_view text) -> std::optional<T> {
    if (text == "off")
      return std::nullopt;
    try {
      return inner.read(text);
    } catch (const configuration_error& fault) {
      throw configuration_error(std::string(fault.what()) + ", or off");
    }
  };
  return {form, read, [inner](const std::optional<T>& value) { return value ? inner.write(*value) : "off"; }};
}

/// A value whose default is only known on the machine.
template <class T>
kind<std::optional<T>> or_else(kind<T> inner, std::string words) {
  return {inner.form,
          [inner](std::string_view text) { return std::optional(inner.read(text)); },
          [inner, words](const std::optional<T>& value) { return value ? inner.write(*value) : words; },
          {},
          true};
}

inline kind<std::string> text(std::string_view form, const std::string& fallback = {}) {
  return {form,
          read_text,
          [fallback](const std::string& value) { return value.empty() ? fallback : value; },
          {},
          !fallback.empty()};
}

inline kind<std::string> one_of(std::string_view form, const std::vector<std::string>& words) {
  auto read = [words](std::string_view given) {
    if (std::find(words.begin(), words.end(), given) != words.end())
      return std::string(given);
    auto all = words.front();
    for (std::size_t i = 1; i < words.size(); ++i)
      all += (i + 1 < words.size() ? ", " : " or ") + words[i];
    throw configuration_error('"' + std::string(given) + "\" is not known: write " + all);
  };
  return {form, read, [](const std::string& value) { return value; }, words};
}

/// One of several words, each of which stands for a value.
template <class T>
kind<T> one_of(std::string_view form, const std::vector<std::pair<std::string, T>>& names) {
  std::vector<std::string> words;
  words.reserve(names.size());
  for (const auto& [word, value] : names)
    words.push_back(word);
  auto read = [names, known = one_of(form, words)](std::string_view given) {
    const auto word = known.read(given);
    return std::find_if(names.begin(), names.end(), [&](auto& name) { return name.first == word; })->second;
  };
  auto write = [names](const T& of) {
    return std::find_if(names.begin(), names.end(), [&](auto& name) { return name.second == of; })->first;
  };
  return {form, read, write, words};
}

inline std::string write_count(const std::size_t& value) { return std::to_string(value); }

inline const kind<std::chrono::nanoseconds> duration{"DURATION", read_duration, write_duration};
inline const kind<std::optional<std::chrono::nanoseconds>> duration_or_off = or_off(duration, "DURATION|off");
inline const kind<std::size_t> any_size{"SIZE", read_size, write_size};
inline const kind<std::size_t> size = at_least(any_size, 1, "1");
inline const kind<std::size_t> count = at_least(kind<std::size_t>{"N", read_count, write_count}, 1, "1");
inline const kind<std::optional<std::size_t>> count_or_off = or_off(count, "N|off");
inline const kind<host_and_port> endpoint{"HOST:PORT", read_host_and_port, write_host_and_port};
/// Where nothing listens or dials unless it is given.
inline const kind<std::optional<host_and_port>> endpoint_or_none{
    endpoint.form, [](std::string_view text) { return std::optional(read_host_and_port(text)); },
    [](const std::optional<host_and_port>& value) { return value ? write_host_and_port(*value) : ""; }};
inline const kind<std::vector<host_and_port>> endpoints{"HOST:PORT...",
                                                        [](std::string_view text) {
                                                          std::vector<host_and_port> all;
                                                          for (const auto& one : read_list(text))
                                                            all.push_back(read_host_and_port(one));
                                                          return all;
                                                        },
                                                        [](const std::vector<host_and_port>& value) {
                                                          std::string all;
                                                          for (const auto& one : value)
                                                            all += (all.empty() ? "" : ",") +
                                                                   write_host_and_port(one);
                                                          return all;
                                                        }};
inline const kind<bool> on_or_off{"", read_switch, [](const bool& value) { return value ? "true" : ""; }};
inline const kind<std::vector<std::string>> list{"ORIGIN...", read_list,
                                                 [](const auto&) { return std::string(); }};
inline const kind<int> buffer_size{
    "SIZE",
    [](std::string_view text) {
      const auto bytes = read_size(text);
      if (bytes > 1 << 30)
        throw configuration_error('"' + std::string(text) + "\" is too large: write 1GiB or less");
      return static_cast<int>(bytes);
    },
    [](const int& value) { return write_size(static_cast<std::size_t>(value)); }};

/// `place` is a function from node_options& to the value's reference.
template <class T, class Place>
setting option(std::string_view name, const kind<T>& k, Place place, std::string_view meaning) {
  return {name,
          k.form,
          meaning,
          [read = k.read, place](node_options& o, std::string_view given) { place(o) = read(given); },
          [write = k.write, place](const node_options& o) { return write(place(o)); },
          k.words,
          k.is_found_out};
}

} // namespace mitos::net::option_kinds
