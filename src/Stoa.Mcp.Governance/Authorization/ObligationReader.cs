using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Reads <c>obligations</c>. One that is unknown, or has a form that means nothing, is a fault: the call is denied rather than let through without it.</summary>
internal static class ObligationReader
{
    private const string Known = "scopes, approval, redact, quota_class, audit";

    /// <exception cref="PolicyFault">An obligation cannot be met as it is written.</exception>
    public static AskedObligations Read(RegoValue? value)
    {
        if (value is null or RegoObject { Count: 0 })
        {
            return AskedObligations.None;
        }

        if (value is not RegoObject asked)
        {
            throw new PolicyFault($"data.stoa.authz.obligations is of type {value.TypeName}; allowed: an object with {Known}.");
        }

        IReadOnlyList<string> scopes = [];
        var obligations = PolicyObligations.None;
        foreach (var (key, one) in asked)
        {
            switch ((key as RegoString)?.Value)
            {
                case "scopes":
                    scopes = [.. Texts(one, "scopes").Order(StringComparer.Ordinal)];
                    break;
                case "approval":
                    obligations = Approval(one) is { } reason ? obligations with { Approval = reason } : obligations;
                    break;
                case "redact":
                    obligations = Redact(one, obligations);
                    break;
                case "quota_class":
                    obligations = obligations with { QuotaClass = Text(one, "quota_class") };
                    break;
                case "audit":
                    obligations = obligations with { AuditLevel = Level(Text(one, "audit")) };
                    break;
                default:
                    throw new PolicyFault($"obligation {key} is unknown; known are {Known}.");
            }
        }

        return new AskedObligations(scopes, obligations);
    }

    private static string? Approval(RegoValue value) => value switch
    {
        RegoBoolean flag => ReferenceEquals(flag, RegoBoolean.True) ? "a person must approve this call first" : null,
        RegoString reason => reason.Value,
        _ => throw Wrong("approval", value, "true, false, or a text that says why"),
    };

    private static PolicyObligations Redact(RegoValue value, PolicyObligations obligations)
    {
        foreach (var (key, fields) in value as RegoObject ?? throw Wrong("redact", value, "an object with arguments, result"))
        {
            obligations = (key as RegoString)?.Value switch
            {
                "arguments" => obligations with { RedactArguments = Texts(fields, "redact.arguments") },
                "result" => obligations with { RedactResult = Texts(fields, "redact.result") },
                _ => throw new PolicyFault($"obligation redact has {key}, which is unknown; known are arguments, result."),
            };
        }

        return obligations;
    }

    private static PolicyAuditLevel Level(string word) => word switch
    {
        "standard" => PolicyAuditLevel.Standard,
        "minimal" => PolicyAuditLevel.Minimal,
        "full" => PolicyAuditLevel.Full,
        _ => throw new PolicyFault($"obligation audit is '{word}'; allowed: standard, minimal, full."),
    };

    private static IReadOnlyList<string> Texts(RegoValue value, string name) => value is RegoSet or RegoArray && ((IEnumerable<RegoValue>)value).All(item => item is RegoString)
        ? PolicyValues.Texts(value)
        : throw Wrong(name, value, "a set or array of texts");

    private static string Text(RegoValue value, string name) => value is RegoString text ? text.Value : throw Wrong(name, value, "a text");

    private static PolicyFault Wrong(string name, RegoValue value, string allowed) => new($"obligation {name} is {value}; allowed: {allowed}.");
}
