#include "net/input_file.hpp"

#include "net/option_values.hpp"
#include "proto/utf8.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace mitos::net {
namespace {

namespace graphql = proto::graphql;
namespace json = proto::json;

/// The files are the host's own: what bounds them is their size.
constexpr json::limits file_limits{
    .depth = 200, .nodes = 8'000'000, .key_bytes = std::size_t{64} * 1024, .number_bytes = 1024};

using open_file = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw configuration_error((path == "-" ? "standard input" : path) + ": " + why);
}

open_file opened(const std::string& path) {
  if (path == "-")
    return {stdin, [](std::FILE*) { return 0; }};
  open_file file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file)
    refuse(path, std::string("cannot be read: ") + std::strerror(errno));
  return file;
}

std::string read_bytes(const std::string& path) {
  const auto file = opened(path);
  std::string bytes;
  std::array<char, 65536> some{};
  while (const auto count = std::fread(some.data(), 1, some.size(), file.get())) {
    bytes.append(some.data(), count);
    if (bytes.size() > max_input_bytes)
      refuse(path, "is larger than " + write_size(max_input_bytes));
  }
  if (std::ferror(file.get()))
    refuse(path, std::string("cannot be read: ") + std::strerror(errno));
  return bytes;
}

/// The first error, and how many there are.
std::string summary(const graphql::errors& faults) {
  const auto& first = faults.front();
  auto text = first.message;
  if (!first.locations.empty())
    text = "line " + std::to_string(first.locations.front().line) + ", column " +
           std::to_string(first.locations.front().column) + ": " + text;
  return text + (faults.size() > 1 ? " (and " + std::to_string(faults.size() - 1) + " more)" : "");
}

} // namespace

std::string read_text(const std::string& path) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  auto text = read_bytes(path);
  if (!proto::is_utf8(text))
    refuse(path, "is not UTF-8");
  if (text.starts_with(byte_order_mark))
    text.erase(0, byte_order_mark.size());
  return text;
}

json::value read_json(const std::string& path) {
  auto parsed = json::parse(read_text(path), file_limits);
  if (const auto* fault = std::get_if<json::error>(&parsed))
    refuse(path, fault->what);
  return std::get<json::value>(std::move(parsed));
}

json::object read_json_object(const std::string& path) {
  auto value = read_json(path);
  auto* object = std::get_if<json::object>(&value.data);
  if (!object)
    refuse(path, "is no JSON object: write {\"name\": value}");
  return std::move(*object);
}

graphql::shared_schema read_schema(const std::string& path) {
  auto built = graphql::build_schema(read_text(path));
  if (const auto* faults = std::get_if<graphql::errors>(&built))
    refuse(path, "is no valid schema: " + summary(*faults));
  return std::get<graphql::shared_schema>(std::move(built));
}

} // namespace mitos::net
