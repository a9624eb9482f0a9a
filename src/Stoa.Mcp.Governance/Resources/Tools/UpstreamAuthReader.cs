using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads what is shown to a server or an API: <c>auth</c>, or <c>authentication</c> in STOA's older files.</summary>
internal static class UpstreamAuthReader
{
    /// <summary>Ways for an API that is offered as tools. The caller's token, exchanged or not, has no business there.</summary>
    public static readonly WordTable<UpstreamAuthType> OfApi = new(
        ("none", UpstreamAuthType.None),
        ("bearer", UpstreamAuthType.Bearer),
        ("header", UpstreamAuthType.Header),
        ("apiKey", UpstreamAuthType.Header),
        ("basic", UpstreamAuthType.Basic),
        ("client_credentials", UpstreamAuthType.ClientCredentials),
        ("service_account", UpstreamAuthType.ClientCredentials),
        ("oauth2", UpstreamAuthType.ClientCredentials));

    /// <summary>Ways for an MCP server.</summary>
    public static readonly WordTable<UpstreamAuthType> OfServer = new(
        ("none", UpstreamAuthType.None),
        ("bearer", UpstreamAuthType.Bearer),
        ("header", UpstreamAuthType.Header),
        ("basic", UpstreamAuthType.Basic),
        ("client_credentials", UpstreamAuthType.ClientCredentials),
        ("token_exchange", UpstreamAuthType.TokenExchange));

    public static UpstreamAuth Read(FieldReader spec, string field, WordTable<UpstreamAuthType> types)
    {
        // STOA writes the type alone where it needs nothing else.
        if (spec.Value(field) is YamlScalar)
        {
            if (spec.Text(field, types.Check) is { } word && types.Read(word) != UpstreamAuthType.None)
            {
                spec.Wrong(field, $"'{word}' needs a secret: write a mapping with type: {word} and secretRef");
            }

            return UpstreamAuth.None;
        }

        return spec.Fields(field) is { } fields ? Read(fields, types) : UpstreamAuth.None;
    }

    private static UpstreamAuth Read(FieldReader fields, WordTable<UpstreamAuthType> types)
    {
        fields.Require("type", types.Words);
        var type = fields.Text("type", types.Check) is { } word ? types.Read(word) : UpstreamAuthType.None;
        var auth = new UpstreamAuth
        {
            Type = type,
            Secret = ReadSecret(fields),
            HeaderName = fields.Text("headerName", RequestHeaderRules.ForCredential),
            TokenUrl = fields.Text("tokenUrl", TextRules.TokenUrl) is { } url ? new Uri(url) : null,
            ClientId = fields.Text("clientId", TextRules.Token),
            Scope = fields.Text("scope", TextRules.Scopes),
            Resource = fields.Text("resource", TextRules.Resource),
            Audience = fields.Text("audience", TextRules.Token),
        };
        fields.RefuseOthers();
        if (fields.Has("type"))
        {
            CheckFields(fields, type);
        }

        return auth;
    }

    private static SecretReference? ReadSecret(FieldReader fields)
    {
        const string Field = "secretRef";
        if (fields.Value(Field) is YamlScalar)
        {
            return fields.Text(Field, NameRules.Name) is { } alone ? new SecretReference(alone, SecretReference.DefaultKey) : null;
        }

        if (fields.Fields(Field) is not { } reference)
        {
            return null;
        }

        reference.Require("name", "the name of the secret");
        var name = reference.Text("name", NameRules.Name);
        var key = reference.Text("key", TextRules.SecretKey);
        reference.RefuseOthers();
        return name is null ? null : new SecretReference(name, key ?? SecretReference.DefaultKey);
    }

    private static void CheckFields(FieldReader fields, UpstreamAuthType type)
    {
        var asks = type is UpstreamAuthType.ClientCredentials or UpstreamAuthType.TokenExchange;
        Check("secretRef", type != UpstreamAuthType.None, required: true, "the secret that is shown");
        Check("headerName", type == UpstreamAuthType.Header, required: true, "the header that the secret goes into");
        Check("tokenUrl", asks, required: true, "the token endpoint of the authorization server");
        Check("clientId", asks, required: true, "the gateway's client id at the authorization server");
        Check("scope", asks, required: false, "");
        Check("resource", asks, required: false, "");
        Check("audience", type == UpstreamAuthType.TokenExchange, required: false, "");

        void Check(string field, bool used, bool required, string meaning)
        {
            if (used && required)
            {
                fields.Require(field, meaning);
            }
            else if (!used && fields.Has(field))
            {
                fields.Wrong(field, "has no effect with this type: leave it out");
            }
        }
    }
}
