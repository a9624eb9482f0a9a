using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>Every scheme of ours, and JwtBearer.</summary>
internal sealed class Sides : IAsyncDisposable
{
    public const string Reference = "JwtBearer 8.0.34, RS256";

    private static readonly Uri Address = new(Credentials.Resource);

    private readonly Credentials _credentials;
    private readonly GovernedServices _remembering;
    private readonly GovernedServices _forgetting;
    private readonly ServiceProvider _bearer;

    public Sides(Credentials credentials)
    {
        _credentials = credentials;
        var key = ApiKey.Create("billing-agent", "acme");
        _remembering = new GovernedServices(credentials, key, remembers: true);
        _forgetting = new GovernedServices(credentials, key, remembers: false);
        _bearer = new ServiceCollection().AddLogging().AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(Configure).Services.BuildServiceProvider();
        var (rs256, es256, opaque) = (credentials.Rs256(), credentials.Es256(), "an-opaque-token-of-some-length-0123456789");
        var (toKey, toCertificate) = (credentials.BoundToKey(), credentials.BoundToCertificate());
        All =
        [
            Remembered("JWT, RS256, remembered", _ => Bearer(rs256)),
            Remembered("JWT, ES256, remembered", _ => Bearer(es256)),
            Remembered("JWT bound to a certificate, remembered", _ => Bearer(toCertificate, withCertificate: true)),
            Remembered("opaque token, remembered", _ => Bearer(opaque)),
            Remembered("client certificate, remembered", _ => new() { Certificate = credentials.Certificate }),
            Remembered("JWT and client certificate, remembered", _ => Bearer(rs256, withCertificate: true)),
            Remembered("API key", _ => new() { ApiKey = [key.Text] }),
            new("JWT bound to a key, remembered, with a new DPoP proof (ES256)", false, _ => _remembering.VerifyAsync(Proven(toKey))),
            Anew("JWT, RS256, anew", _ => Bearer(rs256)),
            Anew("JWT, ES256, anew", _ => Bearer(es256)),
            Anew("opaque token, anew, without the network", _ => Bearer(opaque)),
            Anew("client certificate, anew, without revocation", _ => new() { Certificate = credentials.Certificate }),
            new("making and signing a DPoP proof, contained above", false, _ => { credentials.Proof(toKey); return default; }),
            new(Reference, false, _ => AuthenticateAsync(rs256)),
            new("JwtBearer 8.0.34, ES256", false, _ => AuthenticateAsync(es256)),
            new("a scope and context, contained in JwtBearer", false, _ => AuthenticateAsync(null)),
        ];
    }

    public IReadOnlyList<Side> All { get; }

    public async ValueTask DisposeAsync()
    {
        await _remembering.DisposeAsync();
        await _forgetting.DisposeAsync();
        await _bearer.DisposeAsync();
    }

    private Side Remembered(string name, Func<int, PresentedCredentials> credentials) => new(name, true, call => _remembering.VerifyAsync(credentials(call)));

    private Side Anew(string name, Func<int, PresentedCredentials> credentials) => new(name, false, call => _forgetting.VerifyAsync(credentials(call)));

    private PresentedCredentials Bearer(string token, bool withCertificate = false) => new()
    {
        Authorization = ["Bearer " + token],
        Certificate = withCertificate ? _credentials.Certificate : null,
    };

    private PresentedCredentials Proven(string token) => new()
    {
        Authorization = ["DPoP " + token], Proof = [_credentials.Proof(token)], Method = "POST", Address = Address,
    };

    private void Configure(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = Credentials.Issuer,
            ValidAudience = Credentials.Resource,
            IssuerSigningKeys = [new RsaSecurityKey(_credentials.Rsa) { KeyId = "rsa" }, new ECDsaSecurityKey(_credentials.Ec) { KeyId = "ec" }],
            ValidTypes = ["at+jwt"],
        };
    }

    private async ValueTask AuthenticateAsync(string? token)
    {
        await using var scope = _bearer.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        if (token is not null)
        {
            context.Request.Headers.Authorization = "Bearer " + token;
            var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
            if (!result.Succeeded)
            {
                throw new InvalidOperationException("JwtBearer refuses the token.", result.Failure);
            }
        }
    }
}
