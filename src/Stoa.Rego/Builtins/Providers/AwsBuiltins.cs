using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary><c>providers.aws.sign_req</c>: requests with a signature of AWS, version 4.</summary>
internal static class AwsBuiltins
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    private static readonly RegoSet Required = RegoSet.Of("aws_access_key", "aws_region", "aws_secret_access_key", "aws_service");

    // Proxies may change them on the way.
    private static readonly string[] Unsigned = ["authorization", "user-agent", "x-amzn-trace-id"];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("providers.aws.sign_req", [RegoTypes.Members, RegoTypes.Members, RegoTypes.Number], RegoTypes.Members, BuiltinFailure.Guarding(Sign)),
    ];

    private static RegoObject Sign(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (request, configuration) = ((RegoObject)operands[0], (RegoObject)operands[1]);
        Check("missing required", Required.Where(name => configuration.Find(name) is null));
        Check("invalid values for required", Required.Where(name => configuration.Find(name) is not RegoString));
        var time = Time((RegoNumber)operands[2]);
        RequestParameters.Check(request);
        var signsBody = configuration.Find("disable_payload_signing") switch
        {
            null => true,
            RegoBoolean disabled => !disabled.Value,
            _ => throw new BuiltinFailure("operand 2 invalid value for 'disable_payload_signing' in AWS config", isType: true),
        };
        var headers = Headers(request);
        var digest = signsBody ? Convert.ToHexStringLower(SHA256.HashData(RequestParameters.Body(context, request))) : "UNSIGNED-PAYLOAD";
        var added = Added(request, configuration, time, digest);

        var signed = new SortedDictionary<string, string>(added, StringComparer.Ordinal);
        foreach (var (name, value) in headers.Where(header => !Unsigned.Contains(header.Key.ToLowerInvariant())))
        {
            signed[name.ToLowerInvariant()] = value;
        }

        headers["Authorization"] = Authorization(configuration, time, Canonical(request, signed, digest), string.Join(';', signed.Keys));
        foreach (var (name, value) in added)
        {
            headers[name] = value;
        }

        var result = new RegoObjectBuilder();
        result.AddAll(request);
        result["headers"] = RegoObject.Of([.. headers.Select(header => ((RegoValue)header.Key, (RegoValue)header.Value))]);
        return result.Build();
    }

    private static Dictionary<string, string> Headers(RegoObject request)
    {
        var members = request.Find("headers") switch
        {
            null => RegoObject.Empty,
            RegoObject headers => headers,
            var other => throw new BuiltinFailure($"operand 1 headers must be object but got {other.TypeName}", isType: true),
        };
        return members.ToDictionary(header => (header.Key as RegoString)?.Value ?? "", header => (header.Value as RegoString)?.Value ?? "");
    }

    private static Dictionary<string, string> Added(RegoObject request, RegoObject configuration, DateTimeOffset time, string digest)
    {
        var headers = new Dictionary<string, string> { ["host"] = Uri(request).Host, ["x-amz-date"] = Stamp(time) };
        if (Text(configuration, "aws_service") is "s3" or "glacier")
        {
            headers["x-amz-content-sha256"] = digest;
        }

        if (Text(configuration, "aws_session_token") is { Length: > 0 } token)
        {
            headers["x-amz-security-token"] = token;
        }

        return headers;
    }

    private static string Canonical(RegoObject request, SortedDictionary<string, string> headers, string digest)
    {
        var (_, path, query) = Uri(request);
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        return $"{Text(request, "method")}\n{path}\n{query}\n{lines}\n{string.Join(';', headers.Keys)}\n{digest}";
    }

    private static string Authorization(RegoObject configuration, DateTimeOffset time, string canonical, string headers)
    {
        var (date, region, service) = (Date(time), Text(configuration, "aws_region"), Text(configuration, "aws_service"));
        var scope = $"{date}/{region}/{service}/aws4_request";
        var text = $"{Algorithm}\n{Stamp(time)}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Text(configuration, "aws_secret_access_key"));
        foreach (var part in (ReadOnlySpan<string>)[date, region, service, "aws4_request", text])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return $"{Algorithm} Credential={Text(configuration, "aws_access_key")}/{scope},SignedHeaders={headers},Signature={Convert.ToHexStringLower(key)}";
    }

    private static (string Host, string Path, string Query) Uri(RegoObject request)
    {
        var shape = UriShape.Of(Text(request, "url"));
        return (Text(shape, "Host"), string.Join('/', Text(shape, "Path").Split('/').Select(System.Uri.EscapeDataString)), Text(shape, "RawQuery"));
    }

    private static string Text(RegoObject members, string name) => (members.Find(name) as RegoString)?.Value ?? "";

    private static string Date(DateTimeOffset time) => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    // Digits alone: not 1e9.
    private static DateTimeOffset Time(RegoNumber nanoseconds) =>
        !nanoseconds.Text.AsSpan().ContainsAny('.', 'e', 'E') && nanoseconds.TryGetInt64(out var value)
            ? DateTimeOffset.UnixEpoch.AddTicks(Math.DivRem(value, TimeSpan.NanosecondsPerTick).Quotient)
            : throw new BuiltinFailure("operand 3 could not convert time_ns value into a unix timestamp", isType: true);

    private static void Check(string what, IEnumerable<RegoValue> names)
    {
        if (names.Any())
        {
            throw new BuiltinFailure($"operand 2 {what} AWS config parameters(s): {RegoSet.Of(names)}", isType: true);
        }
    }
}
