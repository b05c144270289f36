-- What wrk runs after the variables that Wrk.java puts first:
--   calls   the requests, sent in turn
--   number  the text in a body that 16 digits take the place of
--   run     the number of this run: digits differ between runs, threads and requests
local threads = 0
function setup(thread)
  thread:set("base", string.format("%08x%02x", run, threads))
  threads = threads + 1
end

if #calls == 1 and not (calls[1].body or ""):find(number, 1, true) then
  -- Without a function for requests wrk sends the same bytes each time, which costs it less.
  wrk.method, wrk.path, wrk.headers, wrk.body = calls[1].method, calls[1].path, calls[1].headers, calls[1].body
else
  local frames = {}
  local turn, count = 0, 0
  function init(args)
    for i, call in ipairs(calls) do
      local text = wrk.format(call.method, call.path, call.headers, call.body)
      local from, to = text:find(number, 1, true)
      frames[i] = from and {text:sub(1, from - 1), text:sub(to + 1)} or {text}
    end
  end

  function request()
    local frame = frames[turn % #frames + 1]
    turn = turn + 1
    if not frame[2] then
      return frame[1]
    end
    count = count + 1
    return frame[1] .. base .. string.format("%06x", count) .. frame[2]
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("bench answers=%d micros=%d failed=%d broken=%d p99=%d\n",
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(99)))
end
