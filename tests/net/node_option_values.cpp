#include "net/option_values.hpp"
#include "tests/catch.hpp"

using namespace mitos::net;
using namespace std::chrono_literals;

namespace {

template <class F>
std::string complaint(F f) {
  try {
    f();
  } catch (const configuration_error& fault) {
    return fault.what();
  }
  return "none";
}

} // namespace

TEST_CASE("a duration is a number with its unit, or 0") {
  CHECK(read_duration("500ms") == 500ms);
  CHECK(read_duration("3s") == 3s);
  CHECK(read_duration("1m") == 60s);
  CHECK(read_duration("2h") == 7200s);
  CHECK(read_duration("0") == 0s);
  CHECK(read_duration("0s") == 0s);
}

TEST_CASE("a duration that cannot be read says what came, why not and what would be right") {
  const std::string right = ": write a number and its unit, e.g. 500ms, 3s, 1m, 2h, or 0";
  CHECK(complaint([] { read_duration("12"); }) == "\"12\" has no unit" + right);
  CHECK(complaint([] { read_duration("3 s"); }) == "\"3 s\" has a unit that is not known" + right);
  CHECK(complaint([] { read_duration(""); }) == "\"\" is not a duration" + right);
  CHECK(complaint([] { read_duration("-1s"); }) == "\"-1s\" is not a duration" + right);
  CHECK(complaint([] { read_duration("1.5s"); }) == "\"1.5s\" has a unit that is not known" + right);
  CHECK(complaint([] { read_duration("99999999999999999999s"); }) ==
        "\"99999999999999999999s\" is too large" + right);
  CHECK(complaint([] { read_duration("9999999999h"); }) == "\"9999999999h\" is too large" + right);
}

TEST_CASE("a size is bytes, or a number with KiB, MiB or GiB") {
  CHECK(read_size("65536") == 65536);
  CHECK(read_size("64KiB") == 65536);
  CHECK(read_size("1MiB") == 1048576);
  CHECK(read_size("2GiB") == 2147483648);
  CHECK(complaint([] { read_size("64kb"); }) ==
        "\"64kb\" has a unit that is not known: write bytes, or a number and KiB, MiB or GiB, e.g. 64KiB");
  CHECK_THROWS_AS(read_size("99999999999GiB"), configuration_error);
}

TEST_CASE("values are written as they are read, in the largest unit that takes them whole") {
  CHECK(write_duration(12s) == "12s");
  CHECK(write_duration(1500ms) == "1500ms");
  CHECK(write_duration(60s) == "1m");
  CHECK(write_duration(0s) == "0");
  CHECK(write_size(65536) == "64KiB");
  CHECK(write_size(8000) == "8000");
}

TEST_CASE("an address is a host and a port, IPv6 in brackets") {
  CHECK(read_host_and_port("127.0.0.1:8080") == host_and_port{"127.0.0.1", 8080});
  CHECK(read_host_and_port("[::1]:0") == host_and_port{"::1", 0});
  CHECK(read_host_and_port("localhost:65535") == host_and_port{"localhost", 65535});
  CHECK(read_host_and_port(":80") == host_and_port{"", 80});
  for (const auto* wrong : {"", "8080", "::1:80", "host:", "host:65536", "host:80a", "host:-1"})
    CHECK_THROWS_AS(read_host_and_port(wrong), configuration_error);
  CHECK(write_host_and_port({"::1", 80}) == "[::1]:80");
}

TEST_CASE("only this machine's own addresses are loopback") {
  for (const auto* own : {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    CHECK(is_loopback(own));
  for (const auto* other : {"", "0.0.0.0", "::", "10.0.0.1", "example.org", "127.evil.example"})
    CHECK_FALSE(is_loopback(other));
}

TEST_CASE("a list is separated by commas or spaces") {
  CHECK(read_list("a,b c, d") == std::vector<std::string>{"a", "b", "c", "d"});
  CHECK(read_list(" ").empty());
}

TEST_CASE("the nearest word is suggested, and none where none is near") {
  const std::vector<std::string> words{"max-message", "max-queue", "name"};
  CHECK(nearest("max-mesage", words) == "max-message");
  CHECK(nearest("nam", words) == "name");
  CHECK(nearest("colour", words).empty());
}
