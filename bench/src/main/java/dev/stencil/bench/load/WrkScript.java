package dev.stencil.bench.load;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The Lua that tells wrk what to send and how to report. */
final class WrkScript {
    private static final String REPORT = """
            function done(summary, latency, requests)
              local errors = summary.errors
              io.write(string.format("bench answers=%d micros=%d wrong=%d broken=%d p50=%d p99=%d max=%d\\n",
                summary.requests, summary.duration, errors.status,
                errors.connect + errors.read + errors.write + errors.timeout,
                latency:percentile(50), latency:percentile(99), latency.max))
            end
            """;
    private WrkScript() {}

    static String of(Traffic traffic, int run) {
        List<Call> calls = traffic.calls();
        if (calls.size() == 1 && !calls.getFirst().body().contains(Call.NUMBER)) {
            // Without a function for requests wrk sends one and the same, which costs it less.
            Call call = calls.getFirst();
            return "wrk.method = " + quoted(call.method()) + "\nwrk.path = " + quoted(call.path())
                    + headers(call) + body(call) + '\n' + REPORT;
        }
        String list =
                calls.stream().map(WrkScript::table).collect(Collectors.joining(",\n", "local calls = {\n", "}\n"));
        return list + turns(run) + REPORT;
    }

    /** The calls in turn; what is before and behind a number is cut once. */
    private static String turns(int run) {
        return """
                local threads = 0
                function setup(thread)
                  thread:set("base", string.format("%%04x%%04x", %d, threads))
                  threads = threads + 1
                end
                local frames = {}
                local turn = 0
                local count = 0
                function init(args)
                  for i, call in ipairs(calls) do
                    local text = wrk.format(call.method, call.path, call.headers, call.body)
                    local from, to = text:find("%s", 1, true)
                    if from then
                      frames[i] = {text:sub(1, from - 1), text:sub(to + 1)}
                    else
                      frames[i] = {text}
                    end
                  end
                end
                function request()
                  local frame = frames[turn %% #frames + 1]
                  turn = turn + 1
                  if not frame[2] then
                    return frame[1]
                  end
                  count = count + 1
                  return frame[1] .. base .. string.format("%%08x", count) .. frame[2]
                end
                """.formatted(run, Call.NUMBER);
    }

    private static String table(Call call) {
        String headers = new TreeMap<>(call.headers()).entrySet().stream()
                .map(header -> '[' + quoted(header.getKey()) + "] = " + quoted(header.getValue()))
                .collect(Collectors.joining(", "));
        String body = call.body().isEmpty() ? "" : ", body = " + quoted(call.body());
        return "{method = " + quoted(call.method()) + ", path = " + quoted(call.path()) + ", headers = {" + headers
                + '}' + body + '}';
    }

    private static String headers(Call call) {
        return new TreeMap<>(call.headers()).entrySet().stream()
                .map(header -> "\nwrk.headers[" + quoted(header.getKey()) + "] = " + quoted(header.getValue()))
                .collect(Collectors.joining());
    }

    private static String body(Call call) {
        return call.body().isEmpty() ? "" : "\nwrk.body = " + quoted(call.body());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
