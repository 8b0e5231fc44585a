/// A client made of a plain socket: it may say anything, and waits for what it hears, with a deadline.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mitos::tests {

/// A frame as it came from the server.
struct heard_frame {
  std::uint8_t opcode = 0;
  std::string payload;

  /// Of a close frame; 1005 of an empty one.
  std::uint16_t close_code() const;
  std::string close_text() const;
};

/// A masked frame: `first` is its first byte (0x81: a whole text message).
std::string client_frame(std::uint8_t first, std::string_view payload);
std::string text_frame(std::string_view text);
std::string close_frame(std::uint16_t code, std::string_view text = {});

/// A usual upgrade request; `extra` are whole header lines.
std::string upgrade_request(std::string_view protocols = "graphql-transport-ws", std::string_view extra = {},
                            std::string_view path = "/graphql");

class peer {
public:
  /// `receive_buffer` above zero makes SO_RCVBUF so small; `from` is the address that it has.
  explicit peer(std::uint16_t port, int receive_buffer = 0, const std::string& from = "127.0.0.1");
  peer(peer&& other) noexcept;
  peer& operator=(peer&&) = delete;
  ~peer();

  /// Sends it all; what a dead socket does not take is lost.
  void says(std::string_view bytes);
  /// Sends what fits, without waiting: how much.
  std::size_t says_some(std::string_view bytes);
  void says_nothing_more(); ///< half-closes
  void vanishes();          ///< with a reset

  /// Everything up to and with `end`. Throws when the deadline passes or the server closes before.
  std::string hears_until(std::string_view end);
  /// Everything until the server closes; throws when it does not within the deadline.
  std::string hears_rest();
  /// The next frame; nothing when the server has closed.
  std::optional<heard_frame> hears();
  /// The payload of the next text frame.
  std::string hears_text();
  /// The code of the close frame that comes next but for text frames; 1006 when there is none.
  std::uint16_t hears_close();
  /// Whether the server has closed the socket when the deadline is over.
  bool sees_end();

  /// Upgrades; throws when the answer is no 101.
  peer& upgrades(std::string_view protocols = "graphql-transport-ws");
  /// Upgrades, says connection_init, hears the ack.
  peer& greets();

  int descriptor() const { return descriptor_; }

private:
  /// False at the end of the stream.
  bool read_more();

  int descriptor_ = -1;
  std::string heard_;
};

/// As long as a test waits before it fails.
inline constexpr std::chrono::seconds patience{20};

} // namespace mitos::tests
