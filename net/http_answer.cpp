#include "net/http_answer.hpp"

#include "proto/json.hpp"

namespace mitos::net {

namespace {

constexpr std::size_t longest_quote = 200;

std::string_view phrase(unsigned status) {
  switch (status) {
  case 200: return "OK";
  case 400: return "Bad Request";
  case 403: return "Forbidden";
  case 404: return "Not Found";
  case 405: return "Method Not Allowed";
  case 414: return "URI Too Long";
  case 426: return "Upgrade Required";
  case 431: return "Request Header Fields Too Large";
  default: return "Service Unavailable";
  }
}

/// As much of what a peer sent as is fit to be shown.
std::string quotable(std::string_view text) {
  std::string quote(text.substr(0, longest_quote));
  for (auto& c : quote)
    if (c < ' ' || c > '~')
      c = '?';
  return text.size() > longest_quote ? quote + "..." : quote;
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  proto::json::write_string(out, name);
  out += ':';
  proto::json::write_string(out, quotable(text));
}

} // namespace

http_answer refusal(unsigned status, std::string_view came, std::string_view why, std::string_view remedy) {
  std::string body = "{";
  append_member(body, "received", came);
  append_member(body += ',', "error", why);
  append_member(body += ',', "remedy", remedy);
  return {status, body + "}\n"};
}

std::string to_text(const http_answer& answer) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
  text += phrase(answer.status);
  (text += "\r\nContent-Type: ") += answer.type;
  text += "\r\nContent-Length: " + std::to_string(answer.body.size());
  for (auto [name, value] : answer.fields)
    ((text += "\r\n") += name) += ": ", text += value;
  return text + "\r\nConnection: close\r\n\r\n" + answer.body;
}

} // namespace mitos::net
