/* The same in C++: nothing is freed by hand, and errors are exceptions. */
#include <errpredict.hpp>

#include <algorithm>
#include <iostream>

int main() {
    if (!errpredict::is_compatible()) return 1;
    const std::int64_t hour = 3600000, start = INT64_C(1795132800000);

    auto monitor = errpredict::Handle::open("monitor");
    auto event = errpredict::event(start, "checkout");
    event.severity = errpredict::text("high");
    event.error_type = errpredict::text("TimeoutError");
    for (int h = 0; h < 72; h++) {
        for (int i = 1; i <= (h == 71 ? 200 : 2); i++) {
            event.timestamp_ms = start + h * hour + i * 10000;
            monitor.observe(event);
        }
    }
    monitor.observe_lines("2026-11-22T23:59:59Z ERROR the gateway did not answer\n", R"({"service": "pay"})");
    const auto again = errpredict::Handle::load("monitor", monitor.save());
    const std::string found = again.call("analyze", R"({"at": "2026-11-23T00:00:00Z"})");
    if (found.find(R"("type":"spike")") == std::string::npos) return 1;
    std::cout << "a spike was found in " << found.size() << " bytes of analysis\n";

    std::vector<double> numbers(200);
    for (std::size_t i = 0; i < numbers.size(); i++) numbers[i] = i == 198 ? 60.0 : static_cast<double>(i % 7);
    const auto rows = errpredict::rows(numbers.data(), 100, 2);
    const auto detector = errpredict::Detector::load(errpredict::Detector::fit("zscore", rows).save());
    const auto scores = detector.score(rows);
    const auto most = std::max_element(scores.begin(), scores.end()) - scores.begin();
    std::cout << "the strangest row is " << most << "\n";
    if (most != 99) return 1;

    try {
        errpredict::call("severity", R"({"level": "loud"})");
        return 1;
    } catch (const errpredict::Error &error) {
        std::cout << "refused: " << error.what() << "\n";
        if (error.code() != "unknown_name" || error.status() != ERRPREDICT_STATUS_UNKNOWN_NAME) return 1;
        if (error.what() != error.code() + ": " + error.message() || error.message().empty()) return 1;
    }
    return 0;
}
