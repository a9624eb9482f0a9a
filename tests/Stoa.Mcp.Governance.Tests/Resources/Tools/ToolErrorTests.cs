namespace Stoa.Mcp.Governance.Tests.Resources.Tools;

public sealed class ToolErrorTests
{
    private const string WithId = "https://api.example/orders/{id}";

    public static TheoryData<string, string> OneError { get; } = new()
    {
        // Tool: what every one has.
        { ToolText.Tool(method: "TRACE"), "x.yaml:8:11: spec.method: 'TRACE' is unknown; allowed: GET, HEAD, POST, PUT, PATCH, DELETE" },
        { ToolText.Tool("colour: red"), "x.yaml:10:3: spec.colour is unknown here; allowed: annotations, apiRef, auth, authentication, cost, description, displayName, enabled, endpoint, environment, inputSchema, mapping, method, outputSchema, rateLimit, scopes, tags, timeout, toolNamespace, version" },
        { ToolText.Tool("timeout: 11m"), "x.yaml:10:12: spec.timeout: '11m' is not a whole number with s or m (30s, 2m), at most 600s" },
        { ToolText.Tool("cost: 1000001"), "x.yaml:10:9: spec.cost is 1000001; allowed: 0 to 1000000" },
        { ToolText.Tool().Replace("Finds orders", "\"Finds \\u202E orders\"", StringComparison.Ordinal), "x.yaml:6:16: spec.description: 'Finds \uFFFD orders' has a character that cannot be seen (control, bidirectional, zero-width, tag or private use)" },
        { ToolText.Tool().Replace("name: orders", $"name: {new string('a', 129)}", StringComparison.Ordinal), $"x.yaml:3:18: metadata.name: '{new string('a', 80)}…' is longer than 128 characters, the most that a tool's name may have" },

        // Endpoints.
        { ToolText.Tool(endpoint: "ftp://api.example/"), "x.yaml:7:13: spec.endpoint: 'ftp://api.example/' is not allowed: an http:// or https:// address, without user, and with placeholders in its path alone" },
        { ToolText.Tool(endpoint: "https://user@api.example/"), "x.yaml:7:13: spec.endpoint: 'https://user@api.example/' is not allowed: an http:// or https:// address, without user, and with placeholders in its path alone" },
        { ToolText.Tool(endpoint: "'https://{host}/'"), "x.yaml:7:13: spec.endpoint: 'https://{host}/' is not allowed: an http:// or https:// address, without user, and with placeholders in its path alone" },
        { ToolText.Tool(endpoint: "https://api.example/a/../b"), "x.yaml:7:13: spec.endpoint: 'https://api.example/a/../b' would be sent differently from how it is written: write it without '.' and '..' segments, and encode only what must be" },
        { ToolText.Tool(endpoint: "'https://api.example/{a}{b}'"), "x.yaml:7:13: spec.endpoint: 'https://api.example/{a}{b}' has a path segment that is not allowed: each is made of characters that need no encoding and at most one {placeholder}" },
        { ToolText.Tool(endpoint: "'https://api.example/?a={a}'"), "x.yaml:7:13: spec.endpoint: 'https://api.example/?a={a}' has a character in its query that must be percent-encoded, or a placeholder there: put such arguments into spec.mapping.query" },
        { ToolText.Tool(endpoint: WithId, schema: "{type: object, properties: {id: {type: string}}}"), "x.yaml:7:13: spec.endpoint has the placeholder '{id}', and 'id' is not among inputSchema.required: a path needs all its parts" },
        { ToolText.Tool(endpoint: WithId, schema: "{type: object, required: [id]}"), "x.yaml:7:13: spec.endpoint names the argument 'id', which inputSchema.properties does not declare" },

        // Schemas.
        { ToolText.Tool(schema: "{type: array}"), "x.yaml:9:16: spec.inputSchema.type must be object, which MCP requires of it" },
        { ToolText.Tool(schema: "{type: object, properties: {a: {typ: string}}}"), "x.yaml:9:53: spec.inputSchema.properties.a.typ is a keyword that is not checked here, so it is refused; checked: $defs, $ref, additionalProperties, allOf, anyOf, const, definitions, enum, exclusiveMaximum, exclusiveMinimum, format, items, maxItems, maxLength, maxProperties, maximum, minItems, minLength, minProperties, minimum, multipleOf, not, oneOf, pattern, properties, required, type, uniqueItems" },
        { ToolText.Tool(schema: "{type: object, $ref: 'https://evil.example/schema'}"), "x.yaml:9:37: spec.inputSchema.$ref 'https://evil.example/schema' leads elsewhere; allowed: a place in this schema, such as '#/$defs/name'. Nothing is fetched" },
        { ToolText.Tool(schema: "{type: object, properties: {a: {minimum: 0x1F}}}"), "x.yaml:9:57: spec.inputSchema.properties.a.minimum must be a number as JSON writes it, or a text in quotes, and is the number 0x1F" },
        { ToolText.Tool(schema: "{type: object, properties: {a: {pattern: '(a)\\1'}}}"), "x.yaml:9:57: spec.inputSchema.properties.a.pattern '(a)\\1' is not a pattern that can be used: '\\1' is not supported here" },

        // Annotations, limits, auth.
        { ToolText.Tool("annotations: {destructive: true, readOnly: true}"), "x.yaml:10:16: spec.annotations says that the tool only reads, and that it is destructive: one of them" },
        { ToolText.Tool("annotations: {readOnly: true}", "DELETE"), "x.yaml:10:16: spec.annotations says that the tool only reads, which a DELETE does not" },
        { ToolText.Tool("annotations: {readOnly: true, readOnlyHint: true}"), "x.yaml:10:47: spec.annotations.readOnlyHint is the same as readOnly: write one of them" },
        { ToolText.Tool("rateLimit: 100/week"), "x.yaml:10:14: spec.rateLimit: '100/week' is not a count of calls and a unit: 10/s, 100/min, 1000/hour, 10000/day" },
        { ToolText.Tool("rateLimit: 1/min\ncost: 0"), "x.yaml:10:14: spec.rateLimit has no effect with cost 0: calls of such a tool are not counted" },
        { ToolText.Tool("auth: bearer"), "x.yaml:10:9: spec.auth 'bearer' needs a secret: write a mapping with type: bearer and secretRef" },
        { ToolText.Tool("auth: {type: token_exchange}"), "x.yaml:10:16: spec.auth.type: 'token_exchange' is unknown; allowed: none, bearer, header, apiKey, basic, client_credentials, service_account, oauth2" },
        { ToolText.Tool("auth: {type: bearer}"), "x.yaml:10:9: spec.auth.secretRef is missing: the secret that is shown" },
        { ToolText.Tool("auth: {type: header, secretRef: s, headerName: Host}"), "x.yaml:10:50: spec.auth.headerName: header 'Host' is not for resource files: it frames or routes the request" },
        { ToolText.Tool("auth: {type: bearer, secretRef: s, headerName: X-Key}"), "x.yaml:10:50: spec.auth.headerName has no effect with this type: leave it out" },
        { ToolText.Tool("auth: {type: bearer, secretRef: {name: s, key: ../k}}"), "x.yaml:10:50: spec.auth.secretRef.key: '../k' is not a key of a secret: 1 to 253 ASCII letters, digits, '_', '-' and '.', not beginning with '.'" },
        { ToolText.Tool("auth: {type: service_account, secretRef: s, clientId: c, tokenUrl: 'http://id.example/token'}"), "x.yaml:10:70: spec.auth.tokenUrl: 'http://id.example/token' is not allowed: an https:// address without user and fragment, or http:// on this machine" },

        { ToolText.Tool("auth: {type: oauth2, secretRef: s, clientId: c, tokenUrl: 'https://id.example/token', resource: /orders}"), "x.yaml:10:99: spec.auth.resource: '/orders' is not allowed: an absolute URI without fragment" },
        { ToolText.Tool("auth: {type: bearer, secretRef: s}\nauthentication: {type: none}"), "x.yaml:11:19: spec.authentication is the older name of auth: write one of them" },

        // Mappings.
        { ToolText.Tool("mapping: {header: {Cookie: a}}", schema: "{type: object, properties: {a: {type: string}}}"), "x.yaml:10:22: spec.mapping.header: header 'Cookie' is not for arguments: what shows who calls comes from spec.auth" },
        { ToolText.Tool("mapping: {header: {\"X-A\\r\\nB\": a}}", schema: "{type: object, properties: {a: {type: string}}}"), "x.yaml:10:22: spec.mapping.header: 'X-A\uFFFD\uFFFDB' is not the name of a header" },
        { ToolText.Tool("mapping: {query: [a]}", schema: "{type: object, properties: {a: {type: string}, b: {type: string}}}"), "x.yaml:10:12: spec.mapping leaves the argument 'b' nowhere to go: name it in path, query, header or body" },
        { ToolText.Tool("mapping: {query: [a]}", schema: "{type: object}"), "x.yaml:10:12: spec.mapping names the argument 'a', which inputSchema.properties does not declare" },
        { ToolText.Tool("mapping: {query: [a], header: {X-A: a}}", schema: "{type: object, properties: {a: {type: string}}}"), "x.yaml:10:12: spec.mapping puts the argument 'a' in two places: one of them" },
        { ToolText.Tool("mapping: {body: a}", schema: "{type: object, properties: {a: {type: object}}}"), "x.yaml:10:19: spec.mapping.body is not for GET, which has no body" },
        { ToolText.Tool("mapping: {query: [a]}", schema: "{type: object, additionalProperties: true, properties: {a: {type: string}}}"), "x.yaml:10:12: spec.mapping names every argument, and inputSchema.additionalProperties allows others, which would have nowhere to go" },
        { ToolText.Tool("mapping: {path: {x: a}}", schema: "{type: object, properties: {a: {type: string}}}"), "x.yaml:10:19: spec.mapping.path names 'x', which is no placeholder of the endpoint" },

        // Sets of tools.
        { ToolText.ToolSet("openAPISpec: {url: https://a.example}"), "x.yaml:6:16: spec.openAPISpec is not supported yet: a ToolSet names an MCP server in upstream; declare operations of an HTTP API with kind Tool" },
        { ToolText.ToolSet("composition: {name: a}"), "x.yaml:6:16: spec.composition is not supported yet: a ToolSet names an MCP server in upstream; declare operations of an HTTP API with kind Tool" },
        { ToolText.ToolSet(upstream: "{transport: sse}"), "x.yaml:5:13: spec.upstream.url is missing: the address of the MCP server" },
        { ToolText.ToolSet(upstream: "{transport: stdio}"), "x.yaml:5:13: spec.upstream.command is missing: the name of a command under Stoa:Gateway:Commands" },
        { ToolText.ToolSet(upstream: "{transport: stdio, command: git, url: https://a.example}"), "x.yaml:5:51: spec.upstream.url is not for transport stdio: leave it out" },
        { ToolText.ToolSet(upstream: "{url: https://a.example, command: sh}"), "x.yaml:5:47: spec.upstream.command is not for transport streamable-http or sse: leave it out" },
        { ToolText.ToolSet(upstream: "{url: https://a.example, transport: websocket}"), "x.yaml:5:49: spec.upstream.transport: 'websocket' is unknown; allowed: streamable-http, sse, stdio" },
        { ToolText.ToolSet(upstream: "{url: 'file:///etc/passwd'}"), "x.yaml:5:19: spec.upstream.url: 'file:///etc/passwd' is not allowed: an http:// or https:// address without user and fragment" },
        { ToolText.ToolSet(upstream: "{url: https://a.example, timeoutSeconds: 0}"), "x.yaml:5:54: spec.upstream.timeoutSeconds must be a whole number of at least 1, and is the number 0" },
        { ToolText.ToolSet("prefix: 'a b'"), "x.yaml:6:11: spec.prefix: 'a b' is not a prefix: 1 to 64 ASCII letters, digits, '_', '-' and '.'" },
        { ToolText.ToolSet("excludedTools: ['del*']"), "x.yaml:6:19: spec.excludedTools[0]: 'del*' is a pattern; allowed: exact names" },
        { ToolText.ToolSet("metadata:\n  - {tools: ['*']}"), "x.yaml:7:15: spec.metadata[0].tools is all there is: say at least one of toolNamespace, environment, access, scopes, cost of them" },
        { ToolText.ToolSet("metadata:\n  - {cost: 2}"), "x.yaml:7:7: spec.metadata[0].tools is missing: patterns over the names that the server gives its tools; '*' is all" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: ToolSet\nmetadata: {name: a}", "x.yaml:1:1: spec is missing: a mapping that says what is offered" },
    };

    [Theory]
    [MemberData(nameof(OneError))]
    public void Load_WithOneError_NamesPlaceReasonAndWhatIsAllowed(string text, string expected) => Assert.Equal([expected], Load.Errors(text));

    [Fact]
    public void Load_WithoutWhatIsRequired_NamesAllOfIt() => Assert.Equal(
        [
            "x.yaml:4:7: spec.displayName is missing: the name for people",
            "x.yaml:4:7: spec.description is missing: what the tool does, for the model",
            "x.yaml:4:7: spec.endpoint is missing: the address of the operation",
            "x.yaml:4:7: spec.method is missing: GET, HEAD, POST, PUT, PATCH, DELETE",
            "x.yaml:4:7: spec.inputSchema is missing: a JSON Schema of the arguments",
        ],
        Load.Errors("apiVersion: gostoa.dev/v1alpha1\nkind: Tool\nmetadata: {name: a}\nspec: {}"));
}
