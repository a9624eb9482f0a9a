using Stoa.Rego.Builtins;
using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class VersionBuiltinsTests
{
    // Section 11 of semver.org 2.0.0, and more.
    private static readonly string[] Ascending =
    [
        "0.0.1", "0.1.0", "1.0.0-0", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
        "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "2.0.0", "10.0.0",
    ];

    [Fact]
    public void Compare_IsATotalOrder()
    {
        for (var i = 0; i < Ascending.Length; i++)
        {
            for (var j = 0; j < Ascending.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), Result("semver.compare", Ascending[i], "v" + Ascending[j] + "+build.7"));
            }
        }
    }

    [Theory]
    [InlineData("1.0.0-rc.1+b-7", true)]
    [InlineData("v1.2.3", true)]
    [InlineData("1.2", false)]
    [InlineData("1.2.3.4", false)]
    [InlineData("1.2.x", false)]
    [InlineData("1.2.3-a..b", false)]
    [InlineData("1.2.3+é", false)]
    [InlineData("1.2.99999999999999999999", false)]
    public void IsValid_OfVersions(string text, bool expected) => Assert.Equal(expected, Result("semver.is_valid", text));

    [Fact]
    public void Compare_OfOtherText_Fails() =>
        Assert.Equal(("eval_builtin_error", "operand 2: string \"1\" is not a valid SemVer"), Failure("semver.compare", "1.0.0", "1"));

    [Theory]
    [InlineData("00000000-0000-4000-8000-000000000000", """{"variant": "RFC4122", "version": 4}""")]
    [InlineData("{00000000-0000-4000-8000-000000000000}", """{"variant": "RFC4122", "version": 4}""")]
    [InlineData("6bea8ef2d3d33cd184e09bab06a52ece", """{"variant": "RFC4122", "version": 3}""")]
    [InlineData("00000000-0000-7000-c000-000000000000", """{"variant": "Microsoft", "version": 7}""")]
    [InlineData(
        "urn:uuid:000003e8-48b9-21ee-b200-325096b39f47",
        """{"clocksequence": 12800, "domain": "Person", "id": 1000, "macvariables": "local:unicast", "nodeid": "32-50-96-b3-9f-47", "time": 1693566990121469600, "variant": "RFC4122", "version": 2}""")]
    public void Parse_TellsWhatIsInAUuid(string text, string expected) => Assert.Equal(Json(expected), Result("uuid.parse", text));

    [Theory]
    [InlineData("")]
    [InlineData("00000000-0000-4000-8000-00000000000g")]
    public void Parse_OfOtherText_IsUndefined(string text) => Assert.Null(Result("uuid.parse", text));

    [Fact]
    public void Random_IsTheSameForEqualKeys()
    {
        var call = Create();
        var function = BuiltinCatalog.All["uuid.rfc4122"].Function;
        var uuid = function(call, ["a"])!;
        Assert.Equal(uuid, function(call, ["a"]));
        Assert.NotEqual(uuid, function(call, ["b"]));
        Assert.Equal(Json("""{"variant": "RFC4122", "version": 4}"""), Result("uuid.parse", uuid));
    }
}
