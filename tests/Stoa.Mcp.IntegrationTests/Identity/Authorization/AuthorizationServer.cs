using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>
/// A small authorization server on real Kestrel (OAuth 2.1): authorization code with PKCE, which is approved at once, refresh tokens, metadata
/// (RFC 8414), dynamic registration (RFC 7591), resource indicators (RFC 8707). Scopes are granted as asked.
/// </summary>
internal sealed class AuthorizationServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TokenSigner _signer = new();
    private readonly TokenEndpoint _tokens;
    private readonly ConcurrentDictionary<string, string[]> _clients = [];
    private readonly ConcurrentQueue<AuthorizationRequest> _asked = [];

    private AuthorizationServer(WebApplication app)
    {
        _app = app;
        _tokens = new TokenEndpoint(this);
    }

    /// <summary>The tenant that tokens name.</summary>
    public string Tenant { get; set; } = "acme";

    /// <summary>The issuer, which is also the base of its endpoints.</summary>
    public string Issuer => _app.Urls.Single();

    /// <summary>How long access tokens are good.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What is granted of the scopes that were asked for.</summary>
    public Func<string, string> Grants { get; set; } = scope => scope;

    /// <summary>Whether clients may register themselves.</summary>
    public bool Registers { get; set; } = true;

    /// <summary>What clients asked for, in order.</summary>
    public IReadOnlyList<AuthorizationRequest> Asked => [.. _asked];

    /// <summary>How many clients registered themselves.</summary>
    public int Registrations { get; private set; }

    public static async Task<AuthorizationServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new AuthorizationServer(app);
        server.Map();
        await app.StartAsync();
        return server;
    }

    /// <summary>A public client that is known beforehand.</summary>
    public void AddClient(string id, string redirectUri) => _clients[id] = [redirectUri];

    /// <summary>A token as a client with these scopes would get it.</summary>
    public string Token(string resource, string scope) =>
        Sign(new AuthorizationRequest { ClientId = "client", RedirectUri = "", Challenge = "", Resource = resource, Scope = scope });

    public string Sign(AuthorizationRequest request) => _signer.Sign(Issuer, request, Tenant, TokenLifetime);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _signer.Dispose();
    }

    private void Map()
    {
        _app.MapGet("/.well-known/oauth-authorization-server", Metadata);
        _app.MapGet("/.well-known/openid-configuration", Metadata);
        _app.MapGet("/jwks", (HttpContext context) => Json(context, _signer.KeySet()));
        _app.MapPost("/register", RegisterAsync);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", _tokens.AnswerAsync);
    }

    private Task Metadata(HttpContext context)
    {
        var document = new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["jwks_uri"] = Issuer + "/jwks",
            ["response_types_supported"] = new JsonArray("code"),
            ["grant_types_supported"] = new JsonArray("authorization_code", "refresh_token"),
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("none"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
            ["authorization_response_iss_parameter_supported"] = true,
        };
        if (Registers)
        {
            document["registration_endpoint"] = Issuer + "/register";
        }

        return Json(context, document);
    }

    private async Task RegisterAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (!Registers || body?["redirect_uris"] is not JsonArray { Count: > 0 } addresses)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Json(context, new JsonObject { ["error"] = "invalid_redirect_uri" });
            return;
        }

        var id = $"registered-{++Registrations}";
        _clients[id] = [.. addresses.Select(address => (string)address!)];
        body["client_id"] = id;
        body["token_endpoint_auth_method"] = "none";
        context.Response.StatusCode = StatusCodes.Status201Created;
        await Json(context, body);
    }

    private Task Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        string Of(string name) => query[name].ToString();
        var redirect = Of("redirect_uri");
        if (!_clients.TryGetValue(Of("client_id"), out var known) || !known.Contains(redirect, StringComparer.Ordinal)
            || Of("response_type") != "code" || Of("code_challenge_method") != "S256" || Of("code_challenge").Length != 43 || Of("resource").Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Json(context, new JsonObject { ["error"] = "invalid_request" });
        }

        var request = new AuthorizationRequest
        {
            ClientId = Of("client_id"), RedirectUri = redirect, Challenge = Of("code_challenge"), Resource = Of("resource"), Scope = Grants(Of("scope")),
        };
        _asked.Enqueue(request with { Scope = Of("scope") });
        var answer = QueryString.Create("code", _tokens.CodeFor(request)).Add("state", Of("state")).Add("iss", Issuer);
        context.Response.Redirect(redirect + answer.ToUriComponent());
        return Task.CompletedTask;
    }

    private static Task Json(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
