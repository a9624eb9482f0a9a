using Stoa.Rego.Syntax;
using Xunit.Abstractions;

namespace Stoa.Rego.Tests.Syntax;

public sealed class RegoFormatterTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("p:=1", "p := 1")]
    [InlineData("p   =  [ 1,2 ,3, ]", "p = [1, 2, 3]")]
    [InlineData("p := {\"a\":1,\"b\" : {2}}", "p := {\"a\": 1, \"b\": {2}}")]
    [InlineData("p := -1+2*-3 - -4", "p := -1 + 2 * -3 - -4")]
    [InlineData("p := x.y [0]", null)]
    [InlineData("p := f( x , y )[ 0 ].z", "p := f(x, y)[0].z")]
    [InlineData("p := ( 1+2 )*3", "p := (1 + 2) * 3")]
    [InlineData("p := set( )", "p := set()")]
    [InlineData("p := .5-.5", "p := .5 - .5")]
    [InlineData("p [x]:=1 if x:=2", "p[x] := 1 if x := 2")]
    [InlineData("f (x):=x", "f(x) := x")]
    [InlineData("default   p:=  false", "default p := false")]
    [InlineData("p contains x if{x:=1}", "p contains x if x := 1")]
    [InlineData("p if { x; y }", "p if {\n\tx\n\ty\n}")]
    [InlineData("p if { { x } }", "p if {\n\t{x}\n}")]
    [InlineData("p if {\n x }", "p if {\n\tx\n}")]
    [InlineData("p if {\n x\n\n\n y; -z == 1 }", null)]
    [InlineData("p if {\n x\n\n\n\n y; -1 == z }", "p if {\n\tx\n\n\ty;\n\t-1 == z\n}")]
    [InlineData("p if { # why\n x # because\n # so\n}", "p if { # why\n\tx # because\n\t# so\n}")]
    [InlineData("p := 1 if { x; y } else:=2 if { z } else := 3", "p := 1 if {\n\tx\n\ty\n} else := 2 if z\n\nelse := 3")]
    [InlineData("p := 1 if x else := 2", "p := 1 if x\n\nelse := 2")]
    [InlineData("p if {\nx }\n# note\nelse := 2", "p if {\n\tx\n}\n\n# note\nelse := 2")]
    [InlineData("p if {\nx } # a\n# b\n\n# c\n\nelse := 2", "p if {\n\tx\n} # a\n\n# b\n\n# c\n\nelse := 2")]
    [InlineData("p if {\nx }\nelse := 2", "p if {\n\tx\n}\n\nelse := 2")]
    [InlineData("p if {\n# a\n\nx }", "p if {\n\t# a\n\n\tx\n}")]
    [InlineData("p if { x } { y }", "p if x {\n\ty\n}")]
    [InlineData("p if { not x; some y in z; every a in b { c; d } }", "p if {\n\tnot x\n\tsome y in z\n\tevery a in b {\n\t\tc\n\t\td\n\t}\n}")]
    [InlineData("p if { x with input as 1\n with data.y as 2 }", "p if x with input as 1\n\twith data.y as 2")]
    [InlineData("p := [\n1, 2,\n3 ]", "p := [\n\t1, 2,\n\t3,\n]")]
    [InlineData("p := [1,\n2]", "p := [\n\t1,\n\t2,\n]")]
    [InlineData("p := [1\n]", "p := [1]")]
    [InlineData("p := f([\n1], {\n\"a\": [\n2]})", "p := f([\n\t1,\n], {\n\t\"a\": [\n\t\t2,\n\t],\n})")]
    [InlineData("p := [ # a\n1, # b\n# c\n2 # d\n# e\n]", "p := [ # a\n\t1, # b\n\t# c\n\t2, # d\n\t# e\n]")]
    [InlineData("p := [ x|x:=y[_];x>1 ]", "p := [x | x := y[_]; x > 1]")]
    [InlineData("p := {k:v|\n some k,v in y\n v }", "p := {k: v |\n\tsome k, v in y\n\tv\n}")]
    [InlineData("p := [a | b,]", "p := [a | b,]")]
    [InlineData("p := [, a]", "p := [, a]")]
    [InlineData("p := a +\n b", "p := a +\n\tb")]
    [InlineData("p :=\n 1", "p :=\n\t1")]
    [InlineData("p := $\"{ x }  { f( y ) }\"", "p := $\"{ x }  { f( y ) }\"")]
    [InlineData("p := `a\n  b`", "p := `a\n  b`")]
    [InlineData("p := x in[1]", "p := x in[1]")]
    [InlineData("p if not(x)", "p if not (x)")]
    [InlineData("if.else:=1", "if.else := 1")]
    [InlineData("p if { contains(x,y) }", "p if contains(x, y)")]
    [InlineData("p := data . x", null)]
    public void Statements_AreLaidOut(string source, string? formatted)
    {
        if (formatted is null)
        {
            Assert.Throws<RegoException>(() => Format("package m\n\n" + source));
            return;
        }

        Assert.Equal($"package m\n\n{formatted}\n", Format("package m\n\n" + source));
        Assert.Equal($"package m\n\n{formatted}\n", Format($"package m\n\n{formatted}\n"));
    }

    [Theory]
    [InlineData("package m", "package m\n")]
    [InlineData("\n\n# a\n\n\n# b\npackage m # c\n# d", "# a\n\n# b\npackage m # c\n# d\n")]
    [InlineData("package m\nimport data.b\nimport data.a\n\n\nimport data.c\np := 1", "package m\n\nimport data.b\nimport data.a\n\nimport data.c\n\np := 1\n")]
    [InlineData("package m\np := 1\nq := 2\n\nr := 3\n# c\ns := 4", "package m\n\np := 1\nq := 2\n\nr := 3\n\n# c\ns := 4\n")]
    [InlineData("package m\np if {\n x }\nq := 2", "package m\n\np if {\n\tx\n}\n\nq := 2\n")]
    [InlineData("package m\n# METADATA\n# title: x\np := 1", "package m\n\n# METADATA\n# title: x\np := 1\n")]
    [InlineData("package m\r\n\r\np := 1 # x\r\n", "package m\n\np := 1 # x\n")]
    [InlineData("package m p := 1 q := 2", "package m\n\np := 1\n\nq := 2\n")]
    public void Modules_AreLaidOut(string source, string formatted) => Assert.Equal(formatted, Format(source));

    // The indented comment would become part of the block.
    [Fact]
    public void Layouts_ThatChangeTheMeaning_AreGivenUp()
    {
        const string source = "package m\n# METADATA\n# title: x\n  # description: y\np  :=  1\n";
        Assert.Equal(source, Format(source));
    }

    [Fact]
    public void OwnModules_KeepTheirMeaning() => Assert.Equal(0, Check(Corpus.Modules.Select((text, index) => ($"corpus {index}", text))));

    [Fact]
    public void ConformanceModules_KeepTheirMeaning()
    {
        if (!ConformanceData.IsMissing(output))
        {
            Check(ConformanceData.Modules());
        }
    }

    private int Check(IEnumerable<(string Note, string Text)> modules)
    {
        var (count, unchanged) = (0, 0);
        foreach (var (note, text) in modules)
        {
            var module = RegoParser.ParseModule("m.rego", text);
            var formatted = RegoFormatter.Format(module, text);
            var again = RegoParser.ParseModule("m.rego", formatted);
            Assert.True(Shape.Of(module) == Shape.Of(again), $"{note} changed:\n{formatted}");
            Assert.True(module.Comments.Count == again.Comments.Count, $"{note} lost comments:\n{formatted}");
            Assert.True(formatted == RegoFormatter.Format(again, formatted), $"{note} is not stable:\n{formatted}\n---\n{RegoFormatter.Format(again, formatted)}");
            count++;
            if (formatted == text && RegoFormatter.Layout(module, text) != text)
            {
                unchanged++;
                output.WriteLine($"{note} was given up:\n{RegoFormatter.Layout(module, text)}");
            }
        }

        output.WriteLine($"{count} modules formatted, {unchanged} given up.");
        return unchanged;
    }

    private static string Format(string source) => RegoFormatter.Format(RegoParser.ParseModule("m.rego", source), source);
}
