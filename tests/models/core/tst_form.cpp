// SPDX-License-Identifier: GPL-3.0-or-later
// Forms as descriptions: what is wrong before anything is sent, what a body gets, and what becomes of old answers.
#include "models/core/form.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

struct Body
{
    QString url;
    std::optional<QString> note;
    std::optional<bool> enabled;
    int keep = 0;
};

FormField field(const QString &id, FormField::Kind kind = FormField::Kind::Line)
{
    FormField field;
    field.id = id;
    field.kind = kind;
    field.label = id.toUpper();
    return field;
}

BodyForm<Body> sampleForm()
{
    BodyForm<Body> form(u"draft"_s);
    FormField url = field(u"url"_s);
    url.required = true;
    url.maximum = 12;
    url.problem = [](const FormValues &values) {
        return values.value(u"url"_s).toString().startsWith(u"x"_s) ? QString() : u"It begins with x."_s;
    };
    form.text(url, &Body::url);
    form.text(field(u"note"_s), &Body::note);
    FormField enabled = field(u"enabled"_s);
    enabled.initial = true;
    form.check(enabled, &Body::enabled);
    FormField keep = field(u"retention_value"_s, FormField::Kind::Number);
    keep.minimum = 1;
    keep.maximum = 30;
    keep.initial = 7;
    keep.applies = [](const FormValues &values) { return values.value(u"enabled"_s).toBool(); };
    form.with(keep, [](Body &body, const QVariant &value) { body.keep = value.toInt(); });
    return form;
}

} // namespace

class TestForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("problem");
        QTest::newRow("fine") << u"xyz"_s << QString();
        QTest::newRow("missing") << u"  "_s << u"URL is missing"_s;
        QTest::newRow("too long") << u"xxxxxxxxxxxxx"_s << u"URL has 13 characters; at most 12 are allowed"_s;
        QTest::newRow("its own rule") << u"abc"_s << u"It begins with x."_s;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, url);
        QFETCH(QString, problem);
        const Form form = sampleForm().form();
        FormValues values = form.initialValues();
        values.insert(u"url"_s, url);
        const auto problems = form.problems(values);
        QCOMPARE(problems.size(), problem.isEmpty() ? 0 : 1);
        if (!problem.isEmpty())
            QCOMPARE(problems.first(), std::pair(u"url"_s, problem));
    }

    void fillsTheBody()
    {
        const BodyForm<Body> form = sampleForm();
        FormValues values = form.form().initialValues();
        values.insert(u"url"_s, u"xyz"_s);
        Body body = form.body(values);
        QCOMPARE(body.url, u"xyz"_s);
        QCOMPARE(body.note, std::nullopt); // nothing was entered: nothing is sent
        QCOMPARE(body.enabled, std::optional(true));
        QCOMPARE(body.keep, 7);
        // What does not apply is left as it was.
        values.insert(u"enabled"_s, false);
        QCOMPARE(form.body(values).keep, 0);
    }

    void oldAnswers()
    {
        const Form form = sampleForm().form();
        const FormValues cleaned = form.cleaned({{u"url"_s, u"xyz"_s},
                                                 {u"retention_value"_s, 900},
                                                 {u"gone"_s, u"of a field that is no more"_s},
                                                 {u"note"_s, QVariantList{1, 2}}});
        QCOMPARE(cleaned.value(u"url"_s), QVariant(u"xyz"_s));
        QCOMPARE(cleaned.value(u"retention_value"_s), QVariant(30)); // the nearest that is allowed
        QVERIFY(!cleaned.contains(u"gone"_s));
        QCOMPARE(cleaned.value(u"note"_s), QVariant());
    }

    void choicesThatAreNoLongerOffered()
    {
        Form form;
        FormField size = field(u"size"_s, FormField::Kind::Choice);
        size.choices = {{u"PS_10"_s, u"PS-10"_s}, {u"PS_20"_s, u"PS-20"_s}};
        size.initial = u"PS_10"_s;
        FormField events = field(u"events"_s, FormField::Kind::Checklist);
        events.choices = {{u"a"_s, u"a"_s}, {u"b"_s, u"b"_s}};
        events.required = true;
        form.fields = {size, events};
        const FormValues cleaned = form.cleaned({{u"size"_s, u"PS_99"_s}, {u"events"_s, QStringList{u"b"_s, u"z"_s}}});
        QCOMPARE(cleaned.value(u"size"_s), QVariant(u"PS_10"_s));
        QCOMPARE(cleaned.value(u"events"_s).toStringList(), QStringList{u"b"_s});
        QCOMPARE(form.problems(form.initialValues()),
                 (QList<std::pair<QString, QString>>{{u"events"_s, u"EVENTS: choose at least one"_s}}));
    }

    void aRefusalFindsItsField_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("expected");
        QTest::newRow("at the start") << u"Url is not reachable"_s << u"url"_s;
        QTest::newRow("with a blank") << u"The retention value is too large"_s << u"retention_value"_s;
        QTest::newRow("inside another word") << u"curly braces"_s << QString();
        QTest::newRow("the first of two") << u"note and url are taken"_s << u"note"_s;
        QTest::newRow("none") << u"Not today"_s << QString();
    }
    void aRefusalFindsItsField()
    {
        QFETCH(QString, message);
        QFETCH(QString, expected);
        QCOMPARE(sampleForm().form().fieldNamedIn(message), expected);
    }
};

ORRERY_SUITE(TestForm)
#include "tst_form.moc"
