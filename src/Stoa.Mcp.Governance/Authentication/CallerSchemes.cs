namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Values of <see cref="Pipeline.Caller.Scheme"/>, and of <see cref="Pipeline.Caller.Issuer"/> where no token names one.</summary>
internal static class CallerSchemes
{
    public const string Jwt = "jwt";
    public const string Introspection = "introspection";
    public const string ApiKey = "api_key";
    public const string Host = "host";
    public const string Local = "local";
    public const string Certificate = "mtls";

    public const string ApiKeyIssuer = "api-key-store";
    public const string HostIssuer = "host";
    public const string LocalIssuer = "configuration";
    public const string CertificateIssuerPrefix = "certificate:";

    /// <summary>Those that endpoints can ask for. A pipe has its one identity or none.</summary>
    public static readonly string[] Requirable = [Jwt, Introspection, ApiKey, Host, Certificate];
}
