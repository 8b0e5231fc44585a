// An actor of a host, tested without sockets and without waiting.
#include <mitos/test_kit/stubs.hpp>
#include <mitos/test_kit/world.hpp>

#include <cstdio>

int main() {
  mitos::test_kit::world world;
  auto client = world.connect();
  client.says(R"({"type":"connection_init"})");
  const auto heard = client.hears();
  client.says(R"({"type":"connection_init"})");
  const auto code = client.sees_close_code();
  std::printf("%s, then %d\n", heard ? heard->c_str() : "nothing", code);
  return heard == R"({"type":"connection_ack"})" && code == 4429 ? 0 : 1;
}
