namespace Stoa.Rego.Tests.Values;

public sealed class RegoObjectShapeTests
{
    private static readonly RegoObjectShape Shape = new("b", "a", "c", "d", "e", "f", "g", "h", "i");

    [Fact]
    public void Create_WithEveryValue_IsTheObjectOfTheseMembers()
    {
        var made = Shape.Create(1, 2, 3, 4, 5, 6, 7, 8, 9);

        Assert.Equal("""{"a":2,"b":1,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9}""", made.ToJson());
        Assert.Equal(RegoJson.Parse(made.ToJson()), made);
        Assert.Equal(9, made.Find("i"));
        Assert.Null(made.Find("j"));
    }

    [Fact]
    public void Create_WithoutSomeValues_LeavesTheirKeysOut()
    {
        Assert.Equal("""{"a":2,"i":9}""", Shape.Create(null, 2, null, null, null, null, null, null, 9).ToJson());
        Assert.Equal("""{"b":1}""", Shape.Create(1, null, null, null, null, null, null, null, null).ToJson());
        Assert.Equal(RegoObject.Empty, Shape.Create(null, null, null, null, null, null, null, null, null));
    }

    [Fact]
    public void Shape_WithAKeyTwiceOrNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new RegoObjectShape("a", "a"));
        Assert.Throws<ArgumentException>(() => new RegoObjectShape());
        Assert.Throws<ArgumentException>(() => Shape.Create(1));
    }
}
