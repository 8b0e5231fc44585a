// The engine's CPU time for each of the documents of this folder; bench.mjs shows it beside graphql-js's.
#include "proto/graphql/engine.hpp"
#include "proto/graphql/parser.hpp"
#include "proto/graphql/validate.hpp"

#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace {

using namespace mitos::proto;

std::string file(const std::string& name) {
  std::ifstream in(MITOS_BENCH_FILES "/" + name, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf()))
    throw std::runtime_error(name + " cannot be read");
  return text.str();
}

const graphql::shared_schema& schema() {
  static const auto built = std::get<graphql::shared_schema>(graphql::build_schema(file("schema.graphql")));
  return built;
}

const json::value& root() {
  static const auto value = std::get<json::value>(json::parse(file("root.json")));
  return value;
}

const json::object& variables() {
  static const json::object values(std::vector<json::object::member>{{"id", "f1"}});
  return values;
}

std::string answer(const graphql::shared_document& document) {
  const auto chosen = graphql::get_operation(document, std::nullopt, variables());
  return std::get<graphql::operation>(chosen).execute(root());
}

graphql::shared_document prepared(const std::string& text) {
  return std::get<graphql::shared_document>(graphql::prepare(schema(), text));
}

void parse(benchmark::State& state, const std::string& text) {
  for (auto _ : state)
    benchmark::DoNotOptimize(graphql::parse(text));
}

void validate(benchmark::State& state, const std::string& text) {
  const auto document = std::get<graphql::ast::document>(graphql::parse(text));
  for (auto _ : state)
    benchmark::DoNotOptimize(graphql::validate(*schema(), document));
}

void execute(benchmark::State& state, const std::string& text) {
  const auto document = prepared(text);
  for (auto _ : state)
    benchmark::DoNotOptimize(answer(document));
}

void all(benchmark::State& state, const std::string& text) {
  for (auto _ : state)
    benchmark::DoNotOptimize(answer(prepared(text)));
}

void add(const std::string& document) {
  const auto text = file(document + ".graphql");
  benchmark::RegisterBenchmark(("parse/" + document).c_str(), parse, text);
  benchmark::RegisterBenchmark(("validate/" + document).c_str(), validate, text);
  benchmark::RegisterBenchmark(("execute/" + document).c_str(), execute, text);
  benchmark::RegisterBenchmark(("all/" + document).c_str(), all, text);
}

} // namespace

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  for (const auto* document : {"small", "hundred", "introspection"})
    add(document);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
