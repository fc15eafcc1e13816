-- Opens of many messages by many readers: `wrk -s pixel.lua ADDRESS -- PERSON FILE`, the file with a token a line.
local agents = {
  "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
  "Mozilla/5.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
}
local tokens = {}
local person
local count = 0

function init(args)
  person = args[1]
  for token in io.lines(args[2]) do tokens[#tokens + 1] = token end
end

function request()
  count = count + 1
  local reader = math.floor(count / #tokens) * 31 + count
  return wrk.format("GET", "/o/" .. person .. "/" .. tokens[count % #tokens + 1] .. ".gif", {
    ["User-Agent"] = agents[reader % #agents + 1],
    ["X-Forwarded-For"] = string.format("198.%d.%d.%d", reader % 97, reader % 251, reader % 241),
  })
end
