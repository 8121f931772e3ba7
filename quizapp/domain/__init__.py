"""The rules of the trade: plain functions over frozen values, exact arithmetic, no clock and no randomness.

The words of the house (screens are Vietnamese, code is English):

| Tiếng Việt                       | English                    | in code                                        |
|----------------------------------|----------------------------|------------------------------------------------|
| trung tâm chính trị              | political training centre  | centre                                         |
| đơn vị (đảng bộ, chi bộ, xã ...) | organisation unit          | Unit (a tree, free type labels)                |
| chi bộ                           | Party cell                 | cell                                           |
| chi ủy, chi ủy viên              | cell committee, its member | post                                           |
| bí thư, phó bí thư               | secretary, deputy          | post                                           |
| học viên                         | learner                    | Person with an Enrolment                       |
| giảng viên, chủ nhiệm lớp        | instructor, class manager  | instructor                                     |
| giáo vụ                          | staff                      | staff                                          |
| lớp trưởng, tổ trưởng            | class monitor, group head  | monitor, group_head                            |
| chương trình, khóa bồi dưỡng     | course                     | Course                                         |
| lớp                              | class                      | Cohort                                         |
| ghi danh vào lớp                 | enrolment                  | Enrolment                                      |
| tổ của lớp                       | practice group             | Group                                          |
| bài học                          | lesson                     | Lesson                                         |
| buổi học, tiết                   | session, period            | Session, periods                               |
| điểm danh                        | roll call                  | attendance                                     |
| danh sách học viên               | roster                     | roster                                         |
| phiếu vào lớp, mã phiếu          | slip, its typed code       | slip (slips.py)                                |
| họ và tên, ngày sinh             | name, birth date           | names.py, BirthDate                            |
| ngân hàng câu hỏi                | question bank              | bank                                           |
| câu hỏi, phương án, đáp án       | question, option, key      | Question, Option, key (questions/)             |
| câu dẫn                          | stem                       | stem                                           |
| căn cứ, giải thích               | basis, explanation         | basis, explanation                             |
| bài trắc nghiệm                  | quiz                       | Quiz                                           |
| đề, ma trận đề, mã đề            | paper, blueprint, version  | drawing.py                                     |
| lần làm bài                      | attempt                    | Attempt                                        |
| trả lời, nộp bài                 | answer, hand in            | answers.py, hand_in                            |
| hết giờ, gia hạn, tạm dừng       | deadline, extra, pause     | timing.py                                      |
| điểm, đạt, chưa đạt              | points, passed, failed     | Score, is_passed (scoring.py)                  |
| phân tích câu hỏi                | item statistics            | item_statistics.py                             |
| buổi sinh hoạt thực hành         | practice meeting           | Meeting                                        |
| mẫu chấm điểm, tiêu chí          | rubric, criterion          | Rubric, Criterion (rubric.py)                  |
| phiếu chấm, giám khảo            | sheet, grader              | sheet, grader                                  |
| mức (Tốt, Khá, Trung bình, Kém)  | level of a meeting         | Level, Rating                                  |
| không áp dụng                    | not applicable             | na (no, full, drop)                            |
| bài thu hoạch                    | end-of-course paper        | paper (the package papers)                     |
| điều kiện hoàn thành             | requirement                | Requirement, Evidence, Check (completion.py)   |
| xếp loại (Xuất sắc, Giỏi ...)    | grade of a class           | Grade (completion.py)                          |
| giấy chứng nhận, số              | certificate, its number    | Certificate, NumberPattern (numbering.py)      |
| sổ gốc                           | certificate register       | register                                       |
| danh sách cấp giấy chứng nhận    | certificate list           | certificate_list                               |
| quyết định công nhận             | recognition decision       | decision                                       |
| dự sinh hoạt                     | visit to a real meeting    | visit                                          |

A rule broken by a command is a RuleBroken (errors.py); a fault in what somebody wrote (a question, a rubric,
a number pattern) is a Flaw (flaws.py), returned and never raised.
"""
