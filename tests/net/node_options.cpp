#include "net/node_options.hpp"
#include "tests/catch.hpp"

#include <fstream>

using namespace mitos::net;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

using words = std::vector<const char*>;

/// `mitos node` with these arguments and variables.
node_options options_of(words arguments, words environment = {}) {
  arguments.insert(arguments.begin(), {"mitos", "node"});
  environment.push_back(nullptr);
  auto asked = read_command(static_cast<int>(arguments.size()), arguments.data(), environment.data());
  return std::get<node_options>(asked);
}

std::string complaint(const words& arguments, const words& environment = {}) {
  try {
    options_of(arguments, environment);
  } catch (const configuration_error& fault) {
    return fault.what();
  }
  return "none";
}

/// A file that goes when the test ends.
struct config_file {
  explicit config_file(const std::string& text) { std::ofstream(path) << text; }
  ~config_file() { std::remove(path); }
  const char* path = "node_options_test.toml";
};

std::string complaint_of_file(const std::string& text) {
  const config_file file(text);
  return complaint({"--config", file.path});
}

} // namespace

TEST_CASE("told nothing, a node listens on loopback only") {
  const auto options = options_of({});
  CHECK(options.listen == host_and_port{"127.0.0.1", 8080});
  CHECK(options.server.path == "/graphql");
  CHECK(options.server.connection.init_timeout == 3s);
  CHECK(options.drain == 10s);
  CHECK_FALSE(options.max_connections);
  CHECK_FALSE(options.server.tls);
}

TEST_CASE("flags win over the environment, it over the file, the file over the default") {
  const config_file file("max-message = \"1KiB\"\nmax-queue = \"100KiB\"\nname = \"file\"\n"
                         "max-early-message = 100\n");
  const auto options = options_of({"--name", "flag", "--config", file.path},
                                  {"MITOS_NAME=environment", "MITOS_MAX_QUEUE=200KiB", "PATH=/bin"});
  CHECK(options.name == "flag");
  CHECK(options.server.connection.max_queue == 204800);
  CHECK(options.server.connection.max_message == 1024);
  CHECK(options.server.connection.max_operations == 100);
}

TEST_CASE("the environment may name the file") {
  const config_file file("name = \"file\"");
  const auto variable = std::string("MITOS_CONFIG=") + file.path;
  CHECK(options_of({}, {variable.c_str()}).name == "file");
}

TEST_CASE("init-timeout tells zero from off") {
  CHECK(options_of({"--init-timeout", "0"}).server.connection.init_timeout == 0s);
  CHECK(options_of({"--init-timeout=500ms"}).server.connection.init_timeout == 500ms);
  CHECK(options_of({"--init-timeout", "off"}).server.connection.init_timeout == std::nullopt);
  CHECK(options_of({"--keep-alive", "off"}).server.connection.keep_alive == std::nullopt);
  CHECK(options_of({"--max-rate", "off"}).server.wire.messages_per_second == std::nullopt);
}

TEST_CASE("a list takes repeated flags, a separated variable, an array of the file") {
  const std::vector<std::string> both{"https://a.example", "http://b.example:3000"};
  CHECK(options_of({"--allow-origin", "https://a.example", "--allow-origin", "http://b.example:3000"})
            .server.allowed_origins == both);
  CHECK(options_of({}, {"MITOS_ALLOW_ORIGIN=https://a.example, http://b.example:3000"})
            .server.allowed_origins == both);
  const config_file file("allow-origin = [\"https://a.example\", \"http://b.example:3000\"]");
  CHECK(options_of({"--config", file.path}).server.allowed_origins == both);
}

TEST_CASE("switches are flags, variables and booleans") {
  CHECK(options_of({"--dev"}).server.allow_any_localhost_origin);
  CHECK(options_of({}, {"MITOS_DEV=true"}).server.allow_any_localhost_origin);
  CHECK_FALSE(options_of({"--dev=false"}, {"MITOS_DEV=1"}).server.allow_any_localhost_origin);
  const config_file file("dev = true");
  CHECK(options_of({"--config", file.path}).server.allow_any_localhost_origin);
}

TEST_CASE("an unknown flag, variable or key is an error with a suggestion") {
  CHECK(complaint({"--max-mesage", "1"}) ==
        "there is no option --max-mesage; did you mean \"--max-message\"?");
  CHECK(complaint({"--colour"}) == "there is no option --colour");
  CHECK(complaint({"extra"}) == "\"extra\" is not understood here: options begin with --");
  CHECK(complaint({}, {"MITOS_LISTN=x"}) ==
        "the environment names an option that there is not: MITOS_LISTN; did you mean \"MITOS_LISTEN\"?");
  CHECK(complaint_of_file("\n\n  nmae = 1") ==
        "node_options_test.toml:3:3: there is no option \"nmae\"; did you mean \"name\"?");
  CHECK(complaint_of_file("[max-message]\na = 1") == "node_options_test.toml:1:1: max-message: a value of "
                                                     "type table is no value for it: write a string or a "
                                                     "whole number");
}

TEST_CASE("variables that belong to Kubernetes or to start scripts are left alone") {
  CHECK(complaint({}, {"MITOS_PORT=tcp://10.0.0.1:80", "MITOS_PORT_80_TCP=x", "MITOS_SERVICE_HOST=x",
                       "MITOS_ARGS=--dev", "MITOS=/usr/bin/mitos"}) == "none");
}

TEST_CASE("a mistyped value says where it stood, what came, why not and what would be right") {
  CHECK(complaint({"--max-operations", "many"}) ==
        "--max-operations: \"many\" is not a number: write a whole number without a unit");
  CHECK(complaint({"--max-operations", "0"}) == "--max-operations: \"0\" is too small: write 1 or more");
  CHECK(complaint({"--name", ""}) == "--name: \"\" is empty: write a value, or leave the option out");
  CHECK(complaint({"--name", "n\xff"}) == "--name: the value is no UTF-8: write text");
  CHECK(complaint({"--keep-alive", "0"}) == "--keep-alive: \"0\" is too short: write a time above 0, or off");
  CHECK(complaint({"--drain", "10001h"}) == "--drain: \"10001h\" is too long: write 10000h or less");
  CHECK(complaint({"--max-queue-messages", "1"}) ==
        "--max-queue-messages: \"1\" is too small: write 16 or more");
  CHECK(complaint({"--max-nesting", "100000"}) ==
        "--max-nesting: \"100000\" is too large: write 1000 or less");
  CHECK_THAT(complaint({"--path", "/gr\xc3\xa4"}), Contains("is not the path of a URL"));
  CHECK(complaint_of_file("") == "none");
  CHECK_THAT(complaint_of_file("config = \"other\""), Contains("config: a file names no other file"));
  CHECK(complaint({"--io-threads", "100000"}) == "--io-threads: \"100000\" is too large: write 1024 or less");
  CHECK(complaint({"--keep-alive", "12"}) == "--keep-alive: \"12\" has no unit: write a number and its unit, "
                                             "e.g. 500ms, 3s, 1m, 2h, or 0, or off");
  CHECK(complaint({}, {"MITOS_LISTEN=8080"}) == "MITOS_LISTEN: \"8080\" has no port: write HOST:PORT, e.g. "
                                                "127.0.0.1:8080, [::1]:8080, or :8080 for every address");
  CHECK(complaint({"--log-level", "loud"}) ==
        "--log-level: \"loud\" is not known: write debug, info, warn, error or off");
  CHECK(complaint_of_file("max-queue = 1.5") ==
        "node_options_test.toml:1:13: max-queue: a value of type "
        "floating-point is no value for it: write a string or a whole "
        "number");
  CHECK(complaint_of_file("dev = \"perhaps\"") ==
        "node_options_test.toml:1:7: dev: \"perhaps\" is neither true "
        "nor false: write true or false");
  CHECK_THAT(complaint_of_file("name = "), Contains("node_options_test.toml:1:"));
  CHECK_THAT(complaint({"--config", "there-is-none.toml"}), Contains("there-is-none.toml: "));
  CHECK_THAT(complaint({"--listen"}), Contains("--listen"));
  CHECK_THAT(complaint({"--name", "a", "--name", "b"}), Contains("--name"));
}

TEST_CASE("options that do not go together are refused") {
  CHECK_THAT(complaint({"--max-message", "1KiB"}),
             Contains("max-early-message (16KiB) is above max-message (1KiB)"));
  CHECK_THAT(complaint({"--tls-cert", "f"}), Contains("tls-cert is given without tls-key"));
  CHECK_THAT(complaint({"--path", "graphql"}), Contains("write / and a name"));
  CHECK_THAT(complaint({"--path", "/metrics"}), Contains("tells what the node counts"));
  CHECK_THAT(complaint({"--allow-origin", "https://a.example/"}), Contains("without a path"));
}

TEST_CASE("beyond loopback a node listens only when told that nobody is authenticated") {
  for (const auto* address : {"0.0.0.0:80", ":80", "[::]:80", "192.0.2.1:80", "example.org:80"})
    CHECK_THAT(complaint({"--listen", address}), Contains("--insecure"));
  CHECK(complaint({"--listen", ":80", "--insecure"}) == "none");
}

TEST_CASE("told nothing of a cluster, a node takes part in none") {
  const auto options = options_of({});
  CHECK_FALSE(options.cluster.listen);
  CHECK_FALSE(options.metrics);
  CHECK(options_of({"--metrics"}).metrics);
}

TEST_CASE("a node takes part where it listens for its peers") {
  const auto part = options_of({"--cluster-listen",
                                "127.0.0.1:7946",
                                "--join",
                                "127.0.0.1:7947",
                                "--join",
                                "[::1]:7948",
                                "--cluster-name",
                                "blue",
                                "--cluster-advertise",
                                "a.example:1",
                                "--cluster-secret-file",
                                "f",
                                "--cluster-timeout",
                                "1s",
                                "--cluster-queue",
                                "1MiB",
                                "--cluster-slow-peer",
                                "disconnect",
                                "--cluster-window",
                                "2KiB",
                                "--cluster-max-frame",
                                "256KiB",
                                "--cluster-max-members",
                                "3",
                                "--cluster-max-topics",
                                "5",
                                "--cluster-max-pending",
                                "6",
                                "--cluster-handshake-timeout",
                                "7s"})
                        .cluster;
  CHECK(part.listen == host_and_port{"127.0.0.1", 7946});
  CHECK(part.join == std::vector<host_and_port>{{"127.0.0.1", 7947}, {"::1", 7948}});
  CHECK(part.advertise == host_and_port{"a.example", 1});
  CHECK(part.says.cluster == "blue");
  CHECK(part.says.timeout == 1s);
  CHECK(part.says.queue_bytes == 1 << 20);
  CHECK(part.says.slow == mitos::actors::slow_peer::disconnect);
  CHECK(part.says.window_bytes == 2048);
  CHECK(part.says.max_frame == std::size_t{256} * 1024);
  CHECK(part.says.max_members == 3);
  CHECK(part.says.max_topics == 5);
  CHECK(part.links.secret == "f");
  CHECK(part.links.max_pending == 6);
  CHECK(part.links.handshake == 7s);
}

TEST_CASE("whom to join is a list, as a flag, a variable and an array") {
  const std::vector<host_and_port> both{{"127.0.0.1", 1}, {"b.example", 2}};
  CHECK(
      options_of({"--cluster-listen", "127.0.0.1:0"}, {"MITOS_JOIN=127.0.0.1:1, b.example:2"}).cluster.join ==
      both);
  {
    const config_file file("cluster-listen = \"127.0.0.1:0\"\njoin = [\"127.0.0.1:1\", \"b.example:2\"]");
    CHECK(options_of({"--config", file.path}).cluster.join == both);
  }
  CHECK(complaint_of_file("join = 1") ==
        "node_options_test.toml:1:8: join: \"1\" has no port: write HOST:PORT, e.g. 127.0.0.1:8080, "
        "[::1]:8080, or :8080 for every address");
  CHECK_THAT(complaint_of_file("join = [1]"),
             Contains("write strings in brackets, e.g. [\"127.0.0.1:7947\"]"));
}

TEST_CASE("options of a cluster need one") {
  for (const auto& given : std::vector<words>{{"--join", "127.0.0.1:1"},
                                              {"--cluster-name", "blue"},
                                              {"--cluster-advertise", "127.0.0.1:1"},
                                              {"--cluster-secret-file", "f"},
                                              {"--cluster-cert", "f"},
                                              {"--cluster-key", "f"},
                                              {"--cluster-ca", "f"},
                                              {"--cluster-insecure"},
                                              {"--cluster-timeout", "1s"},
                                              {"--cluster-queue", "1"},
                                              {"--cluster-slow-peer", "disconnect"},
                                              {"--cluster-window", "1"},
                                              {"--cluster-max-frame", "131072"},
                                              {"--cluster-max-members", "2"},
                                              {"--cluster-max-topics", "1"},
                                              {"--cluster-max-pending", "1"},
                                              {"--cluster-handshake-timeout", "1s"}})
    CHECK(complaint(given) ==
          std::string(given.front() + 2) +
              " is given without cluster-listen: a node of a cluster listens for the others: say where, e.g. "
              "--cluster-listen 127.0.0.1:7946");
}

TEST_CASE("nodes know each other by a secret or by certificates, whole") {
  const auto complaint_with = [](words more) {
    more.insert(more.begin(), {"--cluster-listen", "127.0.0.1:0"});
    return complaint(more);
  };
  CHECK(complaint_with({"--cluster-secret-file", "f", "--cluster-key", "f"}) ==
        "cluster-secret-file is given together with cluster-key: nodes know each other by a secret or by "
        "certificates: leave one of them out");
  CHECK(
      complaint_with({"--cluster-cert", "f"}) ==
      "cluster-cert is given without cluster-key: certificates between nodes need cluster-cert, cluster-key "
      "and cluster-ca");
  CHECK_THAT(complaint_with({"--cluster-cert", "f", "--cluster-key", "f"}), Contains("without cluster-ca"));
  CHECK_THAT(complaint_with({"--cluster-ca", "f"}), Contains("cluster-ca is given without cluster-cert"));
  CHECK(complaint_with({"--cluster-cert", "f", "--cluster-key", "f", "--cluster-ca", "f"}) == "none");
}

TEST_CASE("beyond loopback a node trusts others by secret, by certificates, or because it is told to") {
  for (const auto* address : {"192.0.2.1:7946", "[2001:db8::1]:7946", "a.example:7946"}) {
    CHECK_THAT(complaint({"--cluster-listen", address}), Contains("whoever reaches it is taken for a node"));
    CHECK(complaint({"--cluster-listen", address, "--cluster-insecure"}) == "none");
    CHECK(complaint({"--cluster-listen", address, "--cluster-secret-file", "f"}) == "none");
    CHECK(complaint({"--cluster-listen", address, "--cluster-cert", "f", "--cluster-key", "f", "--cluster-ca",
                     "f"}) == "none");
  }
}

TEST_CASE("peers are told an address that can be dialled, and so is a node") {
  for (const auto* every : {":7946", "0.0.0.0:7946", "[::]:7946"}) {
    CHECK_THAT(complaint({"--cluster-listen", every, "--cluster-insecure"}),
               Contains("is every address, and peers must know which one to dial"));
    CHECK(complaint({"--cluster-listen", every, "--cluster-insecure", "--cluster-advertise",
                     "192.0.2.1:7946"}) == "none");
  }
  CHECK_THAT(complaint({"--cluster-listen", "127.0.0.1:0", "--cluster-advertise", "127.0.0.1:0"}),
             Contains("has no port that can be dialled"));
  CHECK_THAT(complaint({"--cluster-listen", "127.0.0.1:0", "--join", ":7946"}),
             Contains("cannot be dialled"));
  CHECK_THAT(complaint({"--cluster-listen", "127.0.0.1:0", "--cluster-max-members", "65"}),
             Contains("is too large: write 64 or less"));
  CHECK_THAT(complaint({"--cluster-listen", "127.0.0.1:0", "--cluster-max-frame", "4095"}),
             Contains("write 128KiB or more"));
}

TEST_CASE("what asks for a text is no node") {
  const auto asked = [](words arguments) {
    arguments.insert(arguments.begin(), "mitos");
    return read_command(static_cast<int>(arguments.size()), arguments.data(), nullptr);
  };
  CHECK(std::holds_alternative<version_wanted>(asked({"--version"})));
  CHECK(std::holds_alternative<help_wanted>(asked({"--help"})));
  CHECK(std::holds_alternative<node_help_wanted>(asked({"node", "--dev", "--help"})));
  CHECK_THROWS_WITH(asked({}), Contains("mitos node"));
  CHECK_THROWS_WITH(asked({"nod"}), Contains("did you mean \"node\"?"));
}

TEST_CASE("the help names every option with its default") {
  const auto help = node_help();
  for (const auto* part : {"--listen HOST:PORT", "[127.0.0.1:8080]", "--init-timeout DURATION|off", "[3s]",
                           "--max-rate N|off", "[1000]", "--max-message SIZE", "[1MiB]", "[one per core]"})
    CHECK_THAT(help, Contains(part));
}
