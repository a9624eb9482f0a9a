namespace Stoa.Rego.Builtins;

/// <summary>The parameters of a token's header that verification looks at (RFC 7515 section 4.1).</summary>
internal sealed class TokenHeader
{
    private static readonly string[] Understood = ["alg", "kid", "typ", "cty", "crit"];

    private TokenHeader()
    {
    }

    public string Algorithm { get; private init; } = "";

    public string KeyId { get; private init; } = "";

    public string ContentType { get; private init; } = "";

    /// <summary>Whether there is an algorithm, and no parameter that must be understood and is not.</summary>
    public bool IsValid { get; private init; }

    /// <exception cref="BuiltinFailure">A parameter has the wrong type.</exception>
    public static TokenHeader Read(RegoObject header)
    {
        var critical = Critical(header.Find("crit"));
        Text(header, "typ");
        var algorithm = Text(header, "alg");
        return new TokenHeader
        {
            Algorithm = algorithm,
            KeyId = Text(header, "kid"),
            ContentType = Text(header, "cty"),
            IsValid = algorithm.Length > 0
                && critical.All(name => name is RegoString text && (header.Find(text) is null || Understood.Contains(text.Value))),
        };
    }

    private static RegoArray Critical(RegoValue? value) => value switch
    {
        null => RegoArray.Empty,
        RegoArray { Count: > 0 } names => names,
        RegoArray => throw new BuiltinFailure("crit: must be a nonempty list"),
        _ => throw new BuiltinFailure("crit: must be a list"),
    };

    private static string Text(RegoObject header, string name) => header.Find(name) switch
    {
        null => "",
        RegoString text => text.Value,
        _ => throw new BuiltinFailure($"{name}: must be a string"),
    };
}
