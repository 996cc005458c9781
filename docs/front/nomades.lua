-- Asks the door about the request in hand, and makes of it what the door tells: nothing else goes on. Whatever goes
-- wrong here leaves the request with the door: HAProxy calls a module only after `place` is set, and that comes last.

local KEY = os.getenv("NOMADES_FRONT_KEY") or ""
-- As seen after chroot; haproxy.cfg binds it.
local SOCKET = os.getenv("NOMADES_DECISION_SOCKET") or "/nomades.sock"
local RELAYED = { portal = true, hr = true, mail = true }
local TELLS = "nomades-up-"
-- About the connection or the body, which the question has not.
local NOT_ASKED = { connection = true, ["content-length"] = true, ["transfer-encoding"] = true, te = true, trailer = true,
    upgrade = true, ["keep-alive"] = true, ["proxy-connection"] = true, host = true }

local function values(list)
    local kept = {}
    for index = 0, #list do
        kept[#kept + 1] = list[index]
    end
    return kept
end

local function asked(txn)
    local headers = {}
    for name, list in pairs(txn.http:req_get_headers()) do
        if not NOT_ASKED[name] and name:sub(1, 8) ~= "nomades-" then
            headers[name] = values(list)
        end
    end
    headers["x-forwarded-for"] = { txn.f:src() }
    headers["nomades-front-key"] = { KEY }
    headers["nomades-front-method"] = { txn.f:method() }
    headers["nomades-front-target"] = { txn.f:pathq() }
    return core.httpclient():get({
        -- Where it really goes, haproxy.cfg says.
        url = "http://127.0.0.1/nomades/decision",
        dst = "unix@" .. SOCKET,
        headers = headers,
        timeout = 5000
    })
end

local function told(answer, name)
    local list = answer.headers[name]
    return list and list[0]
end

core.register_action("nomades_decision", { "http-req" }, function(txn)
    local answer = asked(txn)
    local place = answer and answer.status == 204 and told(answer, "nomades-upstream")
    local target = place and told(answer, "nomades-target")
    if not RELAYED[place] or not target then
        return
    end
    for name in pairs(txn.http:req_get_headers()) do
        if name ~= "content-length" then
            txn.http:req_del_header(name)
        end
    end
    for name, list in pairs(answer.headers) do
        if name:sub(1, #TELLS) == TELLS then
            txn.http:req_set_header(name:sub(#TELLS + 1), list[0])
        end
    end
    txn.http:req_set_uri(target)
    txn:set_var("txn.policy", told(answer, "nomades-policy") or "")
    txn:set_var("txn.place", place)
end)
