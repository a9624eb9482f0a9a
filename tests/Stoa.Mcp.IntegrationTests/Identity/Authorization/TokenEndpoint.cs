using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>Turns codes and refresh tokens into access tokens. Each is good once.</summary>
internal sealed class TokenEndpoint(AuthorizationServer server)
{
    private readonly ConcurrentDictionary<string, AuthorizationRequest> _codes = [];
    private readonly ConcurrentDictionary<string, AuthorizationRequest> _refreshTokens = [];

    public string CodeFor(AuthorizationRequest request) => Remember(_codes, request);

    public async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = form["grant_type"].ToString() switch
        {
            "authorization_code" => ByCode(form),
            "refresh_token" when _refreshTokens.TryRemove(form["refresh_token"].ToString(), out var known) => known,
            _ => null,
        };
        if (request is null || form["client_id"] != request.ClientId || form["resource"] != request.Resource)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("""{"error":"invalid_grant"}""", context.RequestAborted);
            return;
        }

        var answer = new JsonObject
        {
            ["access_token"] = server.Sign(request),
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)server.TokenLifetime.TotalSeconds,
            ["scope"] = request.Scope,
            ["refresh_token"] = Remember(_refreshTokens, request),
        };
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private AuthorizationRequest? ByCode(IFormCollection form)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return _codes.TryRemove(form["code"].ToString(), out var request) && request.Challenge == challenge && form["redirect_uri"] == request.RedirectUri
            ? request
            : null;
    }

    private static string Remember(ConcurrentDictionary<string, AuthorizationRequest> store, AuthorizationRequest request)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        store[text] = request;
        return text;
    }
}
