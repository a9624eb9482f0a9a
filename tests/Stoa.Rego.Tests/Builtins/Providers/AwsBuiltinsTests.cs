using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class AwsBuiltinsTests
{
    private const long Time = 1_440_938_160_000_000_000;
    private const string Configuration =
        """{"aws_access_key":"AKIDEXAMPLE","aws_secret_access_key":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY","aws_region":"us-east-1","aws_service":"service"}""";

    // The case "get-vanilla" of AWS's own test suite.
    [Fact]
    public void SignReq_MakesTheSignatureOfAwsSuite()
    {
        var request = (RegoObject)Result("providers.aws.sign_req", Json("""{"method":"GET","url":"https://example.amazonaws.com/"}"""), Json(Configuration), Time)!;
        var headers = (RegoObject)request.Find("headers")!;

        Assert.Equal("20150830T123600Z", headers.Find("x-amz-date"));
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,SignedHeaders=host;x-amz-date,"
            + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
            headers.Find("Authorization"));
    }

    [Fact]
    public void SignReq_ForS3_SignsTheBodyUnlessToldNotTo()
    {
        var request = Json("""{"method":"put","url":"https://example.com/a b?c=d","body":{"a":1},"headers":{"User-Agent":"x","Foo":"bar"}}""");
        var configuration = Configuration.Replace("\"service\"", "\"s3\"", StringComparison.Ordinal);
        var signed = Headers(Result("providers.aws.sign_req", request, Json(configuration), Time));
        var unsigned = Headers(Result("providers.aws.sign_req", request, Json(configuration[..^1] + ",\"disable_payload_signing\":true}"), Time));

        Assert.Equal("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862", signed.Find("x-amz-content-sha256"));
        Assert.Contains("SignedHeaders=foo;host;x-amz-content-sha256;x-amz-date,", ((RegoString)signed.Find("Authorization")!).Value, StringComparison.Ordinal);
        Assert.Equal("UNSIGNED-PAYLOAD", unsigned.Find("x-amz-content-sha256"));
        Assert.Equal("x", signed.Find("User-Agent"));
    }

    [Theory]
    [InlineData("{}", Configuration, "1", "operand 1 missing required request parameters(s): {\"method\", \"url\"}")]
    [InlineData("""{"method":1,"url":1}""", Configuration, "1", "operand 1 invalid values for required request parameters(s): {\"method\", \"url\"}")]
    [InlineData("""{"method":"get","url":"x","other":1}""", Configuration, "1", "operand 1 invalid request parameters(s): {\"other\"}")]
    [InlineData("{}", "{}", "1", "operand 2 missing required AWS config parameters(s): {\"aws_access_key\", \"aws_region\", \"aws_secret_access_key\", \"aws_service\"}")]
    [InlineData("{}", Configuration, "1e9", "operand 3 could not convert time_ns value into a unix timestamp")]
    public void SignReq_OfWrongOperands_IsTypeError(string request, string configuration, string time, string message) =>
        Assert.Equal((RegoErrorCodes.EvalType, message), Failure("providers.aws.sign_req", Json(request), Json(configuration), Json(time)));

    private static RegoObject Headers(RegoValue? request) => (RegoObject)((RegoObject)request!).Find("headers")!;
}
