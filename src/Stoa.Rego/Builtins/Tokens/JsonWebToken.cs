using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>A JSON Web Token in compact serialization (RFC 7519 section 7.2), in its encoded parts.</summary>
internal sealed class JsonWebToken
{
    private readonly BuiltinContext _context;
    private readonly string _header;
    private readonly string _payload;
    private readonly string _signature;

    private JsonWebToken(BuiltinContext context, string header, string payload, string signature)
    {
        _context = context;
        _header = header;
        _payload = payload;
        _signature = signature;
    }

    /// <summary>What is signed.</summary>
    public byte[] Message => Encoding.UTF8.GetBytes($"{_header}.{_payload}");

    /// <exception cref="BuiltinFailure">The text has not three parts.</exception>
    public static JsonWebToken Split(BuiltinContext context, string text)
    {
        context.Step(1 + (text.Length / 64));
        var parts = text.Split('.');
        return parts.Length switch
        {
            1 => throw new BuiltinFailure("encoded JWT had no period separators"),
            3 => new JsonWebToken(context, parts[0], parts[1], parts[2]),
            _ => throw new BuiltinFailure($"encoded JWT must have 3 sections, found {parts.Length}"),
        };
    }

    public RegoObject Header()
    {
        var json = Decode(_header, "JWT header had invalid encoding: ");
        var header = Members(json, "bad JWT header: ");
        return header.Find("enc") is null ? header : throw new BuiltinFailure("JWT is a JWE object, which is not supported");
    }

    public byte[] PayloadBytes() => Decode(_payload, "JWT payload had invalid encoding: ");

    public RegoObject Payload() => Members(PayloadBytes(), "");

    public byte[] Signature(string fault = "") => Decode(_signature, fault);

    /// <summary>The JSON object of a decoded part.</summary>
    private RegoObject Members(byte[] json, string fault)
    {
        try
        {
            _context.Step(1 + (json.Length / 64));
            return JsonReading.Read(json) as RegoObject ?? throw new BuiltinFailure($"{fault}decoded JSON type was not an Object");
        }
        catch (RegoInputException error)
        {
            throw new BuiltinFailure($"{fault}invalid JSON: {error.Message}");
        }
    }

    private static byte[] Decode(string part, string fault)
    {
        try
        {
            return GoBase64.DecodeUrl(part);
        }
        catch (BuiltinFailure error) when (fault.Length > 0)
        {
            throw new BuiltinFailure(fault + error.Message);
        }
    }
}
