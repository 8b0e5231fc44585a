#include "net/tls.hpp"

#include "tests/catch.hpp"
#include "tests/net/peer.hpp"
#include "tests/net/served.hpp"

#include <openssl/ssl.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;

namespace {

/// A directory with a self-signed certificate, its key, and the key of another.
class certificates {
public:
  certificates() : certificates(new_folder()) {
    make("own"); // where that fails, the folder goes too
    make("other");
  }
  certificates(const certificates&) = delete;
  certificates& operator=(const certificates&) = delete;
  ~certificates() { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name) const { return folder_ / name; }
  net::tls_files own() const { return {file("own.crt"), file("own.key")}; }

private:
  explicit certificates(std::filesystem::path folder) : folder_(std::move(folder)) {}

  static std::filesystem::path new_folder() {
    auto name = (std::filesystem::temp_directory_path() / "mitos-tls-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    return name;
  }
  void make(const std::string& name) const {
    const auto command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj "
        "/CN=localhost -keyout " +
        file(name + ".key") + " -out " + file(name + ".crt") + " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
  }

  std::filesystem::path folder_;
};

const net::tls_files& files() {
  static const certificates made;
  static const auto own = made.own();
  return own;
}

net::server_options secure_options() {
  auto options = usual_options();
  options.tls = files();
  return options;
}

/// A peer that speaks TLS, blocking.
class tls_peer {
public:
  explicit tls_peer(std::uint16_t port, int newest = 0)
      : socket_(port),
        context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
    if (newest != 0) {
      SSL_CTX_set_max_proto_version(context_.get(), newest);
      SSL_CTX_set_cipher_list(context_.get(), "DEFAULT:@SECLEVEL=0");
    }
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_.descriptor());
  }

  bool connects() { return SSL_connect(tls_.get()) == 1; }
  std::string version() { return SSL_get_version(tls_.get()); }
  void says(std::string_view text) { SSL_write(tls_.get(), text.data(), static_cast<int>(text.size())); }
  std::string hears_until(std::string_view end) {
    std::string heard;
    char c = 0;
    while (heard.find(end) == heard.npos && SSL_read(tls_.get(), &c, 1) == 1)
      heard += c;
    return heard;
  }
  peer& socket() { return socket_; }

private:
  peer socket_;
  std::shared_ptr<SSL_CTX> context_;
  struct freed {
    void operator()(SSL* tls) const { SSL_free(tls); }
  };
  std::unique_ptr<SSL, freed> tls_;
};

void expect_greeting(tls_peer& p) {
  p.says(upgrade_request() + text_frame(R"({"type":"connection_init"})"));
  CHECK(p.hears_until("\r\n\r\n").rfind("HTTP/1.1 101 ", 0) == 0);
  CHECK(p.hears_until("}").substr(2) == R"({"type":"connection_ack"})");
}

void expect_secure_service(served& server) {
  tls_peer p(server.port());
  REQUIRE(p.connects());
  expect_greeting(p);
}

} // namespace

TEST_CASE("over TLS 1.2 and 1.3 everything is as without") {
  served server(secure_options());
  for (int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    tls_peer p(server.port(), version);
    REQUIRE(p.connects());
    CHECK(p.version() == (version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3"));
    expect_greeting(p);
  }
  CHECK(server.comes_to("sockets", 0));
}

TEST_CASE("messages larger than a TLS record arrive, in both directions") {
  served server(secure_options());
  tls_peer p(server.port());
  REQUIRE(p.connects());
  expect_greeting(p);
  const std::string filler(100'000, 'x');
  p.says(text_frame(R"({"id":"1","type":"subscribe","payload":{"query":"big 200000","x":")" + filler +
                    R"("}})"));
  CHECK(p.hears_until("complete\"}").size() > 200'000);
}

TEST_CASE("TLS 1.1 is refused, and the next peer is served") {
  served server(secure_options());
  tls_peer old(server.port(), TLS1_1_VERSION);
  CHECK_FALSE(old.connects());
  CHECK(server.comes_to("sockets", 0));
  expect_secure_service(server);
}

TEST_CASE("plain HTTP to a TLS port is closed") {
  served server(secure_options());
  peer plain(server.port());
  plain.says(upgrade_request());
  CHECK(plain.sees_end());
  expect_secure_service(server);
}

TEST_CASE("a TLS hello to a plain port is answered with 400") {
  served server;
  tls_peer p(server.port());
  CHECK_FALSE(p.connects());
  CHECK(server.comes_to("sockets", 0));
}

TEST_CASE("a slow TLS handshake is closed at its own deadline") {
  auto options = secure_options();
  options.http.tls_handshake = 100ms;
  served server(options);
  peer silent(server.port());
  CHECK(silent.sees_end());
  peer slow(server.port());
  slow.says("\x16\x03\x01");
  CHECK(slow.sees_end());
  expect_secure_service(server);
}

TEST_CASE("a TLS peer that is cut off without a farewell leaves nothing") {
  served server(secure_options());
  tls_peer p(server.port());
  REQUIRE(p.connects());
  expect_greeting(p);
  p.socket().says_nothing_more();
  CHECK(p.socket().sees_end());
  CHECK(server.comes_to("connections", 0));
}

TEST_CASE("what is wrong with certificate or key is said, with the file's name") {
  certificates made;
  auto fault = [](const net::tls_files& of) -> std::string {
    try {
      net::load_tls(of);
    } catch (const net::tls_error& e) {
      return e.what();
    }
    return "none";
  };
  CHECK(fault(made.own()) == "none");
  CHECK(fault({made.file("none.crt"), made.file("own.key")}) ==
        "the TLS certificate " + made.file("none.crt") + " cannot be read");
  CHECK(fault({made.file("own.crt"), made.file("none.key")}) ==
        "the TLS key " + made.file("none.key") + " cannot be read");
  CHECK(fault({made.file("own.crt"), made.file("other.key")})
            .rfind("the TLS key " + made.file("other.key") + " is not that of the certificate " +
                       made.file("own.crt"),
                   0) == 0);
  REQUIRE(std::system(("cd " + made.file("") +
                       " && openssl genrsa -out rsa.key 2>/dev/null && "
                       "openssl rsa -aes128 -passout pass:secret -in rsa.key -out locked.key 2>/dev/null")
                          .c_str()) == 0);
  CHECK(fault({made.file("own.crt"), made.file("rsa.key")}).find("is not that of the certificate") !=
        std::string::npos);
  CHECK(fault({made.file("own.crt"), made.file("locked.key")}).find("is encrypted") != std::string::npos);
  std::ofstream(made.file("no.pem")) << "no PEM";
  CHECK(fault({made.file("no.pem"), made.file("own.key")}).find("is no PEM certificate chain") !=
        std::string::npos);
  CHECK(fault({made.file("own.crt"), made.file("no.pem")}).find("is no PEM private key") !=
        std::string::npos);
}
