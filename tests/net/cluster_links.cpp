// Links between nodes, over sockets of this machine.
#include "net/cluster_links.hpp"

#include "net/cluster.hpp"
#include "proto/cluster/codec.hpp"
#include "tests/catch.hpp"
#include "tests/net/certificates.hpp"
#include "tests/net/linked.hpp"
#include "tests/net/peer.hpp"

#include <openssl/ssl.h>

#include <array>
#include <filesystem>
#include <vector>

using namespace mitos;
using namespace mitos::tests;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using proto::cluster::max_hello_bytes;

namespace {

constexpr std::size_t max_frame = std::size_t{4} * 1024 * 1024;

std::string framed(std::string_view frame) {
  const auto header = proto::cluster::encode_header(frame.size());
  return std::string(header.data(), header.size()).append(frame);
}
std::string announcing(std::size_t bytes) {
  const auto header = proto::cluster::encode_header(bytes);
  return {header.data(), header.size()};
}

const certificate_folder& files() {
  static const certificate_folder folder;
  static const bool made = [] {
    folder.make_authority("ours");
    folder.make_authority("others");
    folder.issue("here", "ours", "IP:127.0.0.1,DNS:localhost");
    folder.issue("there", "ours", "IP:127.0.0.1,DNS:there.example");
    folder.issue("elsewhere", "ours", "DNS:elsewhere.example");
    folder.issue("expired", "ours", "IP:127.0.0.1", -10s);
    folder.issue("stranger", "others", "IP:127.0.0.1");
    folder.write("secret", "0123456789abcdef0123456789abcdef\n");
    folder.write("same", "0123456789abcdef0123456789abcdef\r\n");
    folder.write("another", "another secret of some length");
    return true;
  }();
  static_cast<void>(made);
  return folder;
}

net::cluster_link_options with_secret(const std::string& name = "secret") {
  auto options = usual_links();
  options.secret = files().file(name);
  return options;
}

net::cluster_link_options with_certificate(const std::string& name = "here",
                                           const std::string& authority = "ours") {
  auto options = usual_links();
  options.certificate = files().file(name + ".crt");
  options.key = files().file(name + ".key");
  options.authority = files().file(authority + ".crt");
  return options;
}

std::vector<net::cluster_link_options> each_kind() {
  return {usual_links(), with_secret(), with_certificate()};
}

struct pair {
  actors::link_number dialled;
  actors::link_number accepted;
};

pair link(linked& a, linked& b, const std::string& host = "127.0.0.1") {
  const auto dialled = a.dials(b, host);
  const pair both{a.hears_open(), b.hears_open()};
  CHECK(both.dialled == dialled);
  a.admits(both.dialled);
  b.admits(both.accepted);
  return both;
}

void expect_conversation(linked& a, linked& b, const pair& between) {
  a.says(between.dialled, "how are you?");
  CHECK(b.hears_frame() == "how are you?");
  b.says(between.accepted, "well");
  CHECK(a.hears_frame() == "well");
}

/// Why the side that dials, and the other one, say that there is no link.
struct refusal {
  std::string to_dialler;
  std::string to_other;
};

std::string end_of(linked& side) {
  auto event = side.hears();
  while (event.what != link_event::kind::closed)
    event = side.hears();
  return event.text;
}

/// While another link, between nodes that agree, lives on.
refusal refused(const net::cluster_link_options& dials, const net::cluster_link_options& is_dialled,
                const net::cluster_link_options& agrees, const std::string& host = "127.0.0.1") {
  linked good(agrees);
  linked b(is_dialled);
  const auto kept = link(good, b);
  linked a(dials);
  a.dials(b, host);
  refusal why{end_of(a), end_of(b)};
  expect_conversation(good, b, kept);
  CHECK(a.has_heard_all());
  CHECK(b.has_heard_all());
  return why;
}

/// Numbers the sizes, so that frames of one size differ.
std::vector<std::string> frames_of_many_sizes() {
  std::vector<std::string> frames;
  constexpr std::array<std::size_t, 20> sizes = {0,     1,       3,         4,     5,     100,   4095,
                                                 4096,  16379,   16380,     16384, 65531, 65532, 65536,
                                                 65540, 200'000, 1'000'000, 64,    0,     7};
  frames.reserve(sizes.size() + 1001);
  for (auto size : sizes)
    frames.emplace_back(size, static_cast<char>('a' + frames.size()));
  frames.emplace_back(max_frame, 'z');
  for (int i = 0; i < 1000; ++i)
    frames.push_back(std::to_string(i));
  return frames;
}

void say_all(linked& side, actors::link_number to, const std::vector<std::string>& frames) {
  side.in_turn([&](auto& links) {
    for (const auto& frame : frames)
      links.send(to, frame);
  });
}

void expect_all(linked& side, const std::vector<std::string>& frames) {
  for (std::size_t i = 0; i < frames.size(); ++i)
    if (side.hears_frame() != frames[i])
      FAIL("frame " << i << " is another one");
}

std::size_t threads() {
  const std::filesystem::directory_iterator all("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}
std::size_t open_files() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

} // namespace

TEST_CASE("frames of every size arrive in their order, in both directions at once") {
  const auto frames = frames_of_many_sizes();
  for (const auto& options : each_kind()) {
    linked a(options);
    linked b(options);
    const auto between = link(a, b);
    say_all(a, between.dialled, frames);
    say_all(b, between.accepted, frames);
    expect_all(b, frames);
    expect_all(a, frames);
    for (int i = 0; i < 20; ++i)
      expect_conversation(a, b, between);
  }
}

TEST_CASE("both sides of a link know where it leads, and who dialled") {
  linked a;
  linked b;
  a.dials(b);
  const auto dialled = a.hears();
  CHECK(dialled.what == link_event::kind::opened);
  CHECK(dialled.dialled);
  CHECK(dialled.text == "127.0.0.1:" + std::to_string(b.port()));
  const auto accepted = b.hears();
  CHECK_FALSE(accepted.dialled);
  CHECK_THAT(accepted.text, Catch::Matchers::StartsWith("127.0.0.1:"));
}

TEST_CASE("a node is dialled by its name") {
  for (const auto& options : each_kind()) {
    linked a(options);
    linked b(options);
    expect_conversation(a, b, link(a, b, "localhost"));
  }
}

TEST_CASE("frames that come in single bytes are put together") {
  linked side;
  peer raw(side.port());
  const auto number = side.hears_open();
  for (char c : framed("hello"))
    raw.says({&c, 1});
  CHECK(side.hears_frame() == "hello");
  side.says(number, "to you");
  CHECK(raw.hears_until("to you") == framed("to you"));
}

TEST_CASE("a frame above the limit ends the link before anything is kept for it") {
  linked side;
  peer before(side.port());
  side.hears_open();
  before.says(framed(std::string(max_hello_bytes, 'x')));
  CHECK(side.hears_frame().size() == max_hello_bytes);
  before.says(announcing(max_hello_bytes + 1));
  CHECK(side.hears_end() == "a frame of 4097 bytes before hello (at most 4096)");
  CHECK(before.sees_end());

  peer after(side.port());
  side.admits(side.hears_open());
  after.says(announcing(0xffffffff));
  CHECK(side.hears_end() == "a frame of 4294967295 bytes (at most 4194304)");
  CHECK(after.sees_end());
}

TEST_CASE("the largest frame is refused by one byte more, once the peer is known") {
  linked side;
  peer raw(side.port());
  side.admits(side.hears_open());
  raw.says(announcing(max_frame + 1));
  CHECK(side.hears_end() == "a frame of 4194305 bytes (at most 4194304)");
}

TEST_CASE("a link may be admitted while its first frame is dealt with: those behind it may be large") {
  linked side(usual_links(), [](auto& links, const link_event& it) {
    if (it.what == link_event::kind::frame && it.text == "hello")
      links.admit(it.link);
  });
  peer raw(side.port());
  side.hears_open();
  raw.says(framed("hello") + framed(std::string(100'000, 'x')));
  CHECK(side.hears_frame() == "hello");
  CHECK(side.hears_frame().size() == 100'000);
}

TEST_CASE("a peer that goes in the middle of a frame, or between two, is told of") {
  linked side;
  peer within(side.port());
  side.hears_open();
  within.says(framed("whole") + framed("half").substr(0, 6));
  within.says_nothing_more();
  CHECK(side.hears_frame() == "whole");
  CHECK(side.hears_end() == "it closed the connection in the middle of a frame");
  peer between(side.port());
  side.hears_open();
  between.says(framed("whole"));
  between.says_nothing_more();
  CHECK(side.hears_frame() == "whole");
  CHECK(side.hears_end() == "it closed the connection");
  peer vanished(side.port());
  side.hears_open();
  vanished.vanishes();
  CHECK(side.hears_end() == "Connection reset by peer");
  CHECK(side.has_heard_all());
}

TEST_CASE("garbage ends its own link only") {
  linked side;
  linked other;
  const auto kept = link(other, side);
  for (const char* garbage : {"GET / HTTP/1.1\r\n\r\n", "\x01\x02\x03\x04", "\xff\xff\xff\xff\xff\xff"}) {
    peer raw(side.port());
    side.hears_open();
    raw.says(garbage);
    CHECK_THAT(side.hears_end(), Contains("bytes before hello (at most 4096)"));
    CHECK(raw.sees_end());
  }
  expect_conversation(other, side, kept);
}

TEST_CASE("who does not say who it is in time is closed") {
  for (auto options : each_kind()) {
    options.handshake = 100ms;
    linked side(options);
    peer idle(side.port());
    if (!options.secret.empty() || !options.certificate.empty()) {
      CHECK(idle.sees_end());
      CHECK(side.hears_end() == "the TLS handshake did not end within 100 ms");
      continue;
    }
    side.hears_open();
    CHECK(side.hears_end() == "its hello did not come within 100 ms");
    CHECK(idle.sees_end());
  }
}

TEST_CASE("who dials and is not answered in time gives up") {
  auto options = with_secret();
  options.handshake = 100ms;
  linked a(options);
  linked b; // which waits for a hello, and would for longer
  a.dials(b);
  CHECK_THAT(end_of(a), Contains("TLS handshake"));
}

TEST_CASE("an admitted link has no deadline") {
  auto options = usual_links();
  options.handshake = 200ms;
  linked a(options);
  linked b(options);
  const auto between = link(a, b);
  peer idle(b.port()); // comes later, and has its deadline behind that of the link
  b.hears_open();
  CHECK(b.hears_end() == "its hello did not come within 200 ms");
  expect_conversation(a, b, between);
}

TEST_CASE("so many may wait to be known: more are closed, until one of them is known or gone") {
  auto options = usual_links();
  options.max_pending = 2;
  linked side(options);
  peer first(side.port());
  const auto known = side.hears_open();
  peer second(side.port());
  side.hears_open();
  peer third(side.port());
  CHECK(third.sees_end());
  CHECK(side.has_heard_all());

  side.admits(known);
  peer fourth(side.port());
  side.hears_open();
  peer fifth(side.port());
  CHECK(fifth.sees_end());
  second.vanishes();
  CHECK_FALSE(side.hears_end().empty());
  peer sixth(side.port());
  side.hears_open();
  CHECK(side.has_heard_all());
}

TEST_CASE("a dial that fails says why") {
  linked side;
  std::uint16_t nobody = 0;
  {
    linked other;
    nobody = other.port();
  }
  side.dials(nobody);
  const auto refused = side.hears();
  CHECK(refused.what == link_event::kind::closed);
  CHECK(refused.text == "connection refused");
  CHECK(refused.dialled);
  side.dials(nobody, "no-such-host.invalid");
  CHECK_THAT(side.hears_end(), Contains("its name was not found"));
  side.dials(nobody, "a name that is none");
  CHECK_THAT(side.hears_end(), Contains("its name was not found"));
  CHECK(side.has_heard_all());
}

TEST_CASE("a dial that is cut tells nothing") {
  linked a;
  linked b;
  a.in_turn([&](auto& links) { links.cut(links.dial({"127.0.0.1", b.port()})); });
  a.in_turn([&](auto& links) { links.finish(links.dial({"localhost", b.port()})); });
  expect_conversation(a, b, link(a, b));
  CHECK(a.has_heard_all());
}

TEST_CASE("after a cut nothing is heard, and the other side is told at once") {
  for (const auto& options : each_kind()) {
    linked a(options, [](auto& links, const link_event& it) {
      if (it.what == link_event::kind::frame && it.text == "1")
        links.cut(it.link);
    });
    linked b(options);
    const auto between = link(a, b);
    say_all(b, between.accepted, {"0", "1", "2", std::string(100'000, 'x')});
    CHECK(a.hears_frame() == "0");
    CHECK(a.hears_frame() == "1");
    b.hears_end();
    a.in_turn([&](auto& links) { // it is no more, and that is no fault
      links.send(between.dialled, "late");
      links.admit(between.dialled);
      links.finish(between.dialled);
      links.cut(between.dialled);
      CHECK_FALSE(links.is_named(between.dialled, "127.0.0.1"));
    });
    CHECK(a.has_heard_all());
    CHECK(b.has_heard_all());
  }
}

TEST_CASE("what was sent before the finish arrives, and nothing is heard behind it") {
  for (const auto& options : each_kind()) {
    linked a(options);
    linked b(options);
    const auto between = link(a, b);
    const std::string large(3'000'000, 'x');
    a.in_turn([&](auto& links) {
      links.send(between.dialled, large);
      links.send(between.dialled, "bye");
      links.finish(between.dialled);
      links.send(between.dialled, "never");
    });
    say_all(b, between.accepted, std::vector<std::string>(100, std::string(10'000, 'y')));
    CHECK(b.hears_frame() == large);
    CHECK(b.hears_frame() == "bye");
    CHECK(b.hears_end() == "it closed the connection");
    CHECK(a.has_heard_all());
  }
}

TEST_CASE("a finish does not wait for ever") {
  auto options = usual_links();
  options.finish = 100ms;
  linked side(options);
  peer deaf(side.port());
  const auto number = side.hears_open();
  side.in_turn([&](auto& links) {
    links.admit(number);
    for (int i = 0; i < 10; ++i)
      links.send(number, std::string(max_frame, 'x'));
    links.finish(number);
  });
  CHECK_THROWS(deaf.hears_until("never")); // the reset that ends it
  CHECK(side.has_heard_all());
}

TEST_CASE("a peer that does not take what is sent is closed before memory is gone") {
  auto options = usual_links();
  options.max_unsent = std::size_t{8} * 1024 * 1024;
  linked side(options);
  peer deaf(side.port());
  const auto number = side.hears_open();
  side.admits(number);
  for (int i = 0; i < 20; ++i)
    side.says(number, std::string(max_frame, 'x'));
  CHECK_THAT(side.hears_end(), Contains("it does not take what is sent"));
  CHECK(side.has_heard_all());
}

TEST_CASE("nodes with another secret refuse each other, and say so") {
  const auto why = refused(with_secret("another"), with_secret(), with_secret("same"));
  CHECK_THAT(why.to_dialler, Contains("has it the same secret?"));
  CHECK_THAT(why.to_other, Contains("has it the same secret?"));
}

TEST_CASE("a node without a secret is refused by one that has a secret, and by one with a certificate") {
  for (const auto& secured : {with_secret(), with_certificate()}) {
    linked good(secured);
    linked b(secured);
    const auto kept = link(good, b);
    linked a;
    a.dials(b);
    a.says(a.hears_open(), "hello");
    CHECK(
        a.hears_end() ==
        "it closed the connection without a word, as one does that has a secret or certificates, or no room");
    CHECK_THAT(b.hears_end(), Contains("it does not speak TLS"));
    expect_conversation(good, b, kept);
  }
}

TEST_CASE("a node with a secret or a certificate has no link to one without") {
  for (const auto& secured : {with_secret(), with_certificate()}) {
    const auto why = refused(secured, usual_links(), usual_links());
    CHECK_THAT(why.to_dialler, Contains("the TLS handshake failed"));
    CHECK(why.to_other == "it speaks TLS, and this node has neither secret nor certificate");
  }
}

TEST_CASE("a certificate is no secret, whoever dials") {
  auto why = refused(with_certificate(), with_secret(), with_secret());
  CHECK_THAT(why.to_dialler, Contains("all need certificates of one authority"));
  CHECK_THAT(why.to_other, Contains("has it the same secret?"));
  why = refused(with_secret(), with_certificate(), with_certificate());
  CHECK_THAT(why.to_dialler, Contains("it has a certificate, and does not know the secret"));
  CHECK_THAT(why.to_other, Contains("it refuses this side"));
}

TEST_CASE("certificates of another authority are refused, whoever dials") {
  auto why = refused(with_certificate("stranger"), with_certificate(), with_certificate());
  CHECK_THAT(why.to_dialler, Contains("it refuses this side: unknown CA"));
  CHECK_THAT(why.to_other, Contains("its certificate is refused: unable to get local issuer certificate"));
  why = refused(with_certificate("here", "others"), with_certificate(), with_certificate());
  CHECK_THAT(why.to_dialler, Contains("its certificate is refused"));
  CHECK_THAT(why.to_other, Contains("it refuses this side: unknown CA"));
}

TEST_CASE("an expired certificate is refused, whoever dials") {
  auto why = refused(with_certificate("expired"), with_certificate(), with_certificate());
  CHECK_THAT(why.to_dialler, Contains("it refuses this side: certificate expired"));
  CHECK_THAT(why.to_other, Contains("its certificate has expired"));
  linked a(with_certificate());
  linked b(with_certificate("expired"));
  a.dials(b);
  CHECK_THAT(a.hears_end(), Contains("its certificate has expired"));
  CHECK_THAT(end_of(b), Contains("it refuses this side: certificate expired"));
}

TEST_CASE("who dials takes only a certificate that names the host it dialled") {
  linked a(with_certificate());
  linked b(with_certificate("elsewhere"));
  linked c(with_certificate("there"));
  for (const char* host : {"127.0.0.1", "localhost"}) {
    a.dials(b, host);
    CHECK_THAT(a.hears_end(), Contains("its certificate does not name the host that was dialled"));
  }
  a.dials(c, "localhost");
  CHECK_THAT(a.hears_end(), Contains("its certificate does not name the host that was dialled"));
  end_of(c);
  expect_conversation(a, c, link(a, c));
}

TEST_CASE("who is dialled can tell which hosts the other's certificate names") {
  linked a(with_certificate("there"));
  linked b(with_certificate());
  const auto between = link(a, b);
  auto is_named = [](linked& side, actors::link_number which, const std::string& host) {
    return side.in_turn([&](auto& links) { return links.is_named(which, host); });
  };
  CHECK(is_named(b, between.accepted, "there.example"));
  CHECK(is_named(b, between.accepted, "127.0.0.1"));
  CHECK_FALSE(is_named(b, between.accepted, "127.0.0.2"));
  CHECK_FALSE(is_named(b, between.accepted, "localhost"));
  CHECK_FALSE(is_named(b, between.accepted, ""));
  CHECK_FALSE(is_named(b, between.accepted, std::string("127.0.0.1\0x", 11)));
  for (const auto& options : {usual_links(), with_secret()}) {
    linked c(options);
    linked d(options);
    const auto other = link(c, d);
    CHECK(is_named(d, other.accepted, "whatever.example"));
    CHECK_FALSE(is_named(d, 1234, "whatever.example"));
  }
}

TEST_CASE("who shows no certificate is refused, and so is TLS 1.2") {
  for (int newest : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    linked side(with_certificate());
    peer raw(side.port());
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_max_proto_version(context.get(), newest);
    const std::shared_ptr<SSL> tls(SSL_new(context.get()), SSL_free);
    SSL_set_fd(tls.get(), raw.descriptor());
    SSL_connect(tls.get());
    const auto hello = framed("hello");
    SSL_write(tls.get(), hello.data(), static_cast<int>(hello.size()));
    CHECK_THAT(side.hears_end(), Contains(newest == TLS1_3_VERSION ? "peer did not return a certificate"
                                                                   : "it speaks an older TLS"));
  }
}

TEST_CASE("what is wrong with a secret or an authority is said, with the file's name") {
  auto fault = [](const net::cluster_link_options& of) -> std::string {
    try {
      net::load_cluster_tls(of);
    } catch (const net::tls_error& e) {
      return e.what();
    }
    return "none";
  };
  const auto& in = files();
  in.write("short", "0123456789abcde\n\n\n");
  in.write("long", std::string(70'000, 'x'));
  in.write("no.crt", "no certificate");
  CHECK(fault(with_secret()) == "none");
  CHECK(fault(with_secret("none")) == "the cluster secret " + in.file("none") + " cannot be read");
  CHECK(fault(with_secret("short")) == "the cluster secret " + in.file("short") +
                                           " has 15 bytes, and needs 16: make one with openssl rand -hex 32");
  CHECK(fault(with_secret("long")) == "the cluster secret " + in.file("long") + " has more than 65536 bytes");
  CHECK(fault(with_certificate()) == "none");
  CHECK(fault(with_certificate("none")) ==
        "the cluster certificate " + in.file("none.crt") + " cannot be read");
  CHECK(fault(with_certificate("here", "none")) ==
        "the cluster authority " + in.file("none.crt") + " cannot be read");
  CHECK_THAT(fault(with_certificate("here", "no")),
             Contains("the cluster authority " + in.file("no.crt") + " is no PEM certificate"));
  auto mixed = with_certificate();
  mixed.key = in.file("there.key");
  CHECK_THAT(fault(mixed), Contains("is not that of the certificate"));
}

namespace {

struct host {
  caf::actor_system_config config;
  caf::actor_system system{config};
  actors::topics topics{system, "here"};
};

} // namespace

TEST_CASE("a cluster starts and stops fifty times and leaves nothing") {
  host in;
  auto links = usual_links();
  links.finish = 10ms; // the stranger does not close
  net::cluster member(in.topics, in.system, {}, links);
  member.stop();
  CHECK(member.endpoint().empty());
  member.start();
  member.stop();
  const auto threads_before = threads();
  const auto files_before = open_files();
  for (int i = 0; i < 50; ++i) {
    member.start();
    member.start();
    const auto endpoint = member.endpoint();
    CHECK(endpoint.rfind("127.0.0.1:", 0) == 0);
    peer stranger(static_cast<std::uint16_t>(std::stoi(endpoint.substr(10))));
    if (i % 2 == 0)
      member.leave();
    member.stop();
    CHECK(stranger.sees_end());
    CHECK(member.endpoint().empty());
    REQUIRE(member.members()->size() == 1);
    CHECK(member.members()->front().name == "here");
  }
  CHECK(threads() == threads_before);
  CHECK(open_files() == files_before);
  member.start(); // its end stops it
}

TEST_CASE("a cluster that cannot listen says where, and may be started again") {
  host in;
  linked holder;
  auto links = usual_links();
  links.port = holder.port();
  net::cluster member(in.topics, in.system, {}, links);
  for (int i = 0; i < 2; ++i)
    CHECK_THROWS_WITH(member.start(),
                      Contains("cannot listen on 127.0.0.1:" + std::to_string(holder.port())));
  CHECK(member.endpoint().empty());
}

TEST_CASE("options of a cluster that cannot be meant are refused, with what to do") {
  host in;
  auto refusal_of = [&](const net::cluster_link_options& links, const actors::cluster_options& options = {}) {
    try {
      net::cluster(in.topics, in.system, options, links);
    } catch (const std::invalid_argument& e) {
      return std::string(e.what());
    }
    return std::string("none");
  };
  auto open_to_all = usual_links();
  open_to_all.address = "0.0.0.0";
  CHECK_THAT(refusal_of(open_to_all), Contains("--cluster-secret-file") && Contains("--cluster-cert") &&
                                          Contains("--cluster-insecure"));
  open_to_all.insecure = true;
  CHECK(refusal_of(open_to_all) == "none");
  auto both = with_certificate();
  both.secret = with_secret().secret;
  CHECK_THAT(refusal_of(both), Contains("either a secret") && Contains("leave out one of them"));
  auto half = with_certificate();
  half.key.clear();
  CHECK_THAT(refusal_of(half), Contains("without --cluster-key"));
  auto with = [](auto change) {
    actors::cluster_options options;
    change(options);
    return options;
  };
  CHECK_THAT(refusal_of(usual_links(), with([](auto& o) { o.max_members = 65; })), Contains("2 to 64"));
  CHECK_THAT(refusal_of(usual_links(), with([](auto& o) { o.max_members = 1; })), Contains("2 to 64"));
  CHECK_THAT(refusal_of(usual_links(), with([](auto& o) { o.timeout = 99ms; })), Contains("timeout"));
  CHECK_THAT(refusal_of(usual_links(), with([](auto& o) { o.window_events = 0; })),
             Contains("window_events"));
  CHECK_THAT(refusal_of(usual_links(), with([](auto& o) { o.queue_bytes = 0; })), Contains("queue_bytes"));
  CHECK_THAT(refusal_of(usual_links(), with([](auto& o) { o.max_frame = 0; })), Contains("max_frame"));
  CHECK(refusal_of(usual_links()) == "none");
}
