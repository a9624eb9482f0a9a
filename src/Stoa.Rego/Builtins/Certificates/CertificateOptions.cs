namespace Stoa.Rego.Builtins;

/// <summary>How a chain is verified.</summary>
internal sealed class CertificateOptions
{
    private static readonly string[] UsageNames =
    [
        "KeyUsageAny", "KeyUsageServerAuth", "KeyUsageClientAuth", "KeyUsageCodeSigning", "KeyUsageEmailProtection", "KeyUsageIPSECEndSystem", "KeyUsageIPSECTunnel",
        "KeyUsageIPSECUser", "KeyUsageTimeStamping", "KeyUsageOCSPSigning", "KeyUsageMicrosoftServerGatedCrypto", "KeyUsageNetscapeServerGatedCrypto",
        "KeyUsageMicrosoftCommercialCodeSigning", "KeyUsageMicrosoftKernelCodeSigning",
    ];

    private List<string> _usages = [];

    /// <summary>The name that the leaf must be for, or empty.</summary>
    public string DnsName { get; private set; } = "";

    /// <summary>The time at which the certificates must be valid, where it is not the query's.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>The object identifiers of the extended usages of which the chain must allow one: serving TLS, unless others are named.</summary>
    public IReadOnlyList<string> Usages => _usages.Count > 0 ? _usages : [ExtensionShapes.KeyUsages[1]];

    /// <summary>Whether any usage will do.</summary>
    public bool AllowsAnyUsage => _usages.Contains(ExtensionShapes.KeyUsages[0]);

    /// <exception cref="BuiltinFailure">An option is unknown or has the wrong type.</exception>
    public static CertificateOptions Read(RegoObject members)
    {
        var options = new CertificateOptions();
        foreach (var (key, value) in members)
        {
            switch ((key as RegoString)?.Value)
            {
                case null: break;
                case "DNSName":
                    options.DnsName = value is RegoString name ? name.Value.Trim('"') : throw new BuiltinFailure("'DNSName' should be a string");
                    break;
                case "CurrentTime":
                    options.Time = DateTimeOffset.UnixEpoch.AddTicks(Number(value, "CurrentTime", "int64 ") / TimeSpan.NanosecondsPerTick);
                    break;
                case "MaxConstraintComparisons":
                    _ = Number(value, "MaxConstraintComparisons", ""); // The platform bounds its own work.
                    break;
                case "KeyUsages":
                    options._usages = ReadUsages(value);
                    break;
                default: throw new BuiltinFailure("invalid key option");
            }
        }

        return options;
    }

    private static long Number(RegoValue value, string name, string kind)
    {
        var number = value as RegoNumber ?? throw new BuiltinFailure($"'{name}' should be a number");
        return number.TryGetInt64(out var integer) ? integer : throw new BuiltinFailure($"'{name}' should be a valid {kind}number");
    }

    private static List<string> ReadUsages(RegoValue value)
    {
        if (value is not (RegoArray or RegoSet))
        {
            throw new BuiltinFailure("'KeyUsages' should be an Array or Set");
        }

        var names = ((IEnumerable<RegoValue>)value).OfType<RegoString>().Select(name => name.Value.Trim('"')).ToList();
        var unknown = names.Except(UsageNames).ToList();
        return unknown.Count == 0
            ? [.. names.Select(name => ExtensionShapes.KeyUsages[Array.IndexOf(UsageNames, name)])]
            : throw new BuiltinFailure($"invalid entries for 'KeyUsages' found: [{string.Join(' ', unknown)}]");
    }
}
